import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { getManifest } from '@/lib/catalog/use-cases/get-manifest'
import { getTag } from '@/lib/catalog/use-cases/get-tag'
import { NotFoundError } from '@/lib/core/errors'
import { USER_AGENT } from '@/lib/core/user-agent'
import type { Database } from '@/lib/db/connection'
import { eachDatabase } from '@/lib/testing/database'
import { buildEvent } from '@/lib/testing/event'
import { crawlNow, REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { pushImage } from '@/lib/testing/push'
import { toldRegistry } from '@/lib/testing/told-registry'
import { until } from '@/lib/testing/until'
import { getNotifications } from '../use-cases/get-notifications'

const { start, calls, target, place, nextId } = toldRegistry()

eachDatabase('notifications', (open) => {
  it('shows a push to a repository nobody knew within three requests, with who did it and by what', async () => {
    const db = await open()
    const { ctx, deliver } = await start(db)
    const repository = `fresh/app-${nextId()}`
    const pushed = await pushImage(target(repository), { tag: 'v1', layers: [repository] })
    calls()

    const event = { repository, tag: 'v1', digest: pushed.digest, actor: 'eve', client: 'skopeo/1.9' }
    await deliver(buildEvent({ id: nextId(), ...event }))
    const tag = await until(() => getTag(ctx, place(repository, 'v1')))

    expect(tag.digest).toBe(pushed.digest)
    expect(calls().length).toBeLessThanOrEqual(3)
    const history = await db.query
      .selectFrom('tag_event')
      .selectAll()
      .where('repository', '=', repository)
      .execute()
    expect(history).toMatchObject([
      {
        kind: 'created',
        to_digest: pushed.digest,
        actor_name: 'eve',
        client: 'skopeo/1.9',
        learned_by: 'notification',
      },
    ])
    expect(history[0]?.occurred_at).not.toBeNull()
  })

  it('asks only for the tag that moved', async () => {
    const db = await open()
    const repository = `moved/app-${nextId()}`
    await pushImage(target(repository), { tag: 'v1', layers: ['one'] })
    await pushImage(target(repository), { tag: 'v2', layers: ['two'] })
    const { ctx, deliver, registries } = await start(db, [repository])
    await crawlNow({ db, registries })
    const moved = await pushImage(target(repository), { tag: 'v2', layers: ['three', repository] })
    calls()

    await deliver(buildEvent({ id: nextId(), repository, tag: 'v2', digest: moved.digest }))
    await until(async () => (await getTag(ctx, place(repository, 'v2'))).digest === moved.digest)

    const paths = calls().map((call) => call.path)
    expect(paths.filter((path) => path.includes('/tags/'))).toEqual([])
    expect(paths.filter((path) => path.endsWith('/v1'))).toEqual([])
    expect(paths.length).toBeLessThanOrEqual(3)
  })

  it('removes a tag when the registry tells of it and, asked, does not have it', async () => {
    const db = await open()
    const repository = `gone/app-${nextId()}`
    const pushed = await pushImage(target(repository), { tag: 'v1', layers: [repository] })
    await pushImage(target(repository), { tag: 'stays', layers: ['stays'] })
    const { ctx, deliver, registries } = await start(db, [repository])
    await crawlNow({ db, registries })
    await fetch(`${target(repository).url}/v2/${repository}/manifests/${pushed.digest}`, { method: 'DELETE' })

    await deliver(buildEvent({ id: nextId(), action: 'delete', repository, digest: pushed.digest }))

    await until(() => isAbsent(getTag(ctx, place(repository, 'v1'))))
    await expect(getTag(ctx, place(repository, 'stays'))).resolves.toBeDefined()
  })

  it('believes no event that the registry does not confirm', async () => {
    const db = await open()
    const repository = `lied/app-${nextId()}`
    const pushed = await pushImage(target(repository), { tag: 'v1', layers: [repository] })
    const { ctx, deliver, registries } = await start(db, [repository])
    await crawlNow({ db, registries })
    const digest = `sha256:${'f'.repeat(64)}`

    await deliver(
      buildEvent({ id: nextId(), action: 'delete', repository, tag: 'v1' }),
      buildEvent({ id: nextId(), repository, tag: 'v1', digest }),
      buildEvent({ id: nextId(), repository, tag: 'never-pushed', digest }),
      buildEvent({ id: nextId(), repository: 'never/there', tag: 'v1', digest }),
    )
    await untilRead(db)

    expect((await getTag(ctx, place(repository, 'v1'))).digest).toBe(pushed.digest)
    expect(await isAbsent(getTag(ctx, place(repository, 'never-pushed')))).toBe(true)
    const rows = await db.query.selectFrom('repository').select('name').execute()
    expect(rows.map((row) => row.name)).toEqual([repository])
  })

  it('counts pulls as clients do them, and not our own', async () => {
    const db = await open()
    const repository = `pulled/app-${nextId()}`
    const { digest } = await pushImage(target(repository), { tag: 'v1', layers: [repository] })
    const { ctx, deliver, registries } = await start(db, [repository])
    await crawlNow({ db, registries })
    const before = await getTag(ctx, place(repository, 'v1'))
    const pull = { action: 'pull', repository, digest }
    const blob = { ...pull, mediaType: 'application/octet-stream' }

    await deliver(
      buildEvent({ id: nextId(), ...pull, tag: 'v1', method: 'HEAD' }),
      buildEvent({ id: nextId(), ...pull }),
      buildEvent({ id: nextId(), ...pull, tag: 'v1' }),
      buildEvent({ id: nextId(), ...pull, tag: 'v1', client: USER_AGENT }),
      buildEvent({ id: nextId(), ...blob, method: 'HEAD' }),
      buildEvent({ id: nextId(), ...blob }),
      buildEvent({ id: nextId(), ...pull, method: 'HEAD' }),
    )
    await untilRead(db)

    expect(before).toMatchObject({ pullsSince: null })
    const tag = await getTag(ctx, place(repository, 'v1'))
    expect(tag).toMatchObject({ pulls: 2, pullsSince: expect.any(Number) })
    expect(tag.pulled_at).toBeGreaterThan(0)
    const image = await getManifest(ctx, { ...place(repository, 'v1'), digest })
    expect(image.pulls).toMatchObject({ count: 2, lastAt: expect.any(Number) })
    const state = await getNotifications(ctx, { registry: REGISTRY_NAME })
    expect(state.tallies.find((row) => row.effect === 'own')).toMatchObject({ events: 1 })
  })

  it('looks for a tag that only a pull tells of', async () => {
    const db = await open()
    const { ctx, deliver } = await start(db)
    const repository = `found/app-${nextId()}`
    const { digest } = await pushImage(target(repository), { tag: 'v1', layers: [repository] })

    await deliver(buildEvent({ id: nextId(), action: 'pull', repository, tag: 'v1', digest }))
    await until(() => getTag(ctx, place(repository, 'v1')))
    await untilRead(db)

    expect(await getTag(ctx, place(repository, 'v1'))).toMatchObject({ digest, pulls: 1 })
  })

  it('learns the repositories of a registry without a catalog, inside the namespaces it was given', async () => {
    const db = await open()
    const { ctx, deliver } = await start(db, [])
    await db.query.updateTable('registry').set({ namespace_list: '["inside"]' }).execute()
    for (const repository of ['inside/app', 'outside/app']) {
      const { digest } = await pushImage(target(repository), { tag: 'v1', layers: [repository] })
      await deliver(buildEvent({ id: nextId(), repository, tag: 'v1', digest }))
    }
    await untilRead(db)

    expect(await getTag(ctx, place('inside/app', 'v1'))).toMatchObject({ name: 'v1' })
    expect(await isAbsent(getTag(ctx, place('outside/app', 'v1')))).toBe(true)
  })

  it('asks nothing after its own writes that the index has', async () => {
    const db = await open()
    const repository = `own/app-${nextId()}`
    const { digest } = await pushImage(target(repository), { tag: 'v1', layers: [repository] })
    const { deliver, registries } = await start(db, [repository])
    await crawlNow({ db, registries })
    calls()

    await deliver(
      buildEvent({ id: nextId(), repository, tag: 'v1', digest, client: USER_AGENT }),
      buildEvent({ id: nextId(), action: 'delete', repository, tag: 'removed', client: USER_AGENT }),
    )
    await untilRead(db)

    expect(calls()).toEqual([])
  })

  it('reads a repository once for all that comes within two seconds', async () => {
    const db = await open()
    const repository = `busy/app-${nextId()}`
    const { digest } = await pushImage(target(repository), { tag: 'v1', layers: [repository] })
    const { deliver, registries } = await start(db, [repository])
    await crawlNow({ db, registries })
    calls()

    for (let number = 0; number < 30; number += 1) {
      await deliver(buildEvent({ id: nextId(), repository, tag: 'v1', digest }))
      await sleep(50)
    }
    await untilRead(db)

    expect(calls().length).toBeLessThanOrEqual(3)
  })
})

async function isAbsent(asked: Promise<unknown>): Promise<boolean> {
  return asked.then(
    () => false,
    (error) => error instanceof NotFoundError,
  )
}

async function untilRead(db: Database): Promise<void> {
  await until(async () => {
    const query = db.query.selectFrom('notification_event').select('sequence')
    return (await query.where('processed_at', 'is', null).execute()).length === 0
  })
}
