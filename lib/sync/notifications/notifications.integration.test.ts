import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { getManifest } from '@/lib/catalog/use-cases/get-manifest'
import { getTag } from '@/lib/catalog/use-cases/get-tag'
import { NotFoundError } from '@/lib/core/errors'
import { USER_AGENT } from '@/lib/core/user-agent'
import type { Database } from '@/lib/db/connection'
import { parseRepositoryName } from '@/lib/oci/name'
import { buildContext } from '@/lib/testing/context'
import { type CountingProxy, countingProxy } from '@/lib/testing/counting-proxy'
import { eachDatabase } from '@/lib/testing/database'
import { buildEvent } from '@/lib/testing/event'
import { addTestRegistry, crawlNow, poolTo, REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { makeSecret, startDraining } from '@/lib/testing/notifications'
import { pushImage } from '@/lib/testing/push'
import { type RunningRegistry, startRegistry } from '@/lib/testing/registry'
import { until } from '@/lib/testing/until'
import { getNotifications } from '../use-cases/get-notifications'

let registry: RunningRegistry
let proxy: CountingProxy
const running: { stop(): Promise<void> }[] = []

beforeAll(async () => {
  registry = await startRegistry()
  proxy = await countingProxy(registry.url)
})
afterAll(async () => {
  await proxy.close()
  await registry.stop()
})
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop()
})

async function start(db: Database, repositories: readonly string[] | null = null) {
  await addTestRegistry(db, proxy.url, repositories)
  const registries = poolTo(proxy.url)
  await makeSecret({ db })
  const draining = startDraining({ db, registries })
  running.push({ stop: () => draining.stop() }, { stop: () => registries.close() })
  return { ...draining, ctx: buildContext({ db, registries }), registries }
}

const target = (repository: string) => ({ url: registry.url, repository })
const place = (repository: string, tag: string) => ({
  registry: REGISTRY_NAME,
  repository: parseRepositoryName(repository),
  tag,
})
let serial = 0
const nextId = () => {
  serial += 1
  return `event-${process.pid}-${serial}`
}

eachDatabase('notifications', (open) => {
  it('shows a push to a repository nobody knew within three requests, with who did it and by what', async () => {
    const db = await open()
    const { ctx, deliver } = await start(db)
    const repository = `fresh/app-${nextId()}`
    const pushed = await pushImage(target(repository), { tag: 'v1', layers: [repository] })
    proxy.take()

    const event = { repository, tag: 'v1', digest: pushed.digest, actor: 'eve', client: 'skopeo/1.9' }
    await deliver(buildEvent({ id: nextId(), ...event }))
    const tag = await until(() => getTag(ctx, place(repository, 'v1')))

    expect(tag.digest).toBe(pushed.digest)
    expect(proxy.take().length).toBeLessThanOrEqual(3)
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
    proxy.take()

    await deliver(buildEvent({ id: nextId(), repository, tag: 'v2', digest: moved.digest }))
    await until(async () => (await getTag(ctx, place(repository, 'v2'))).digest === moved.digest)

    const paths = proxy.take().map((call) => call.path)
    expect(paths.filter((path) => path.includes('/tags/'))).toEqual([])
    expect(paths.filter((path) => path.endsWith('/v1'))).toEqual([])
    expect(paths.length).toBeLessThanOrEqual(3)
  })

  it('shows a push that the registry told of before it wrote the tag', async () => {
    const db = await open()
    const repository = `early/app-${nextId()}`
    const first = await pushImage(target(repository), { tag: 'v1', layers: [repository] })
    const { ctx, deliver, registries } = await start(db, [repository])
    await crawlNow({ db, registries })
    const next = await pushImage(target(repository), { tag: 'unannounced', layers: ['next', repository] })
    proxy.take()

    await deliver(buildEvent({ id: nextId(), repository, tag: 'v1', digest: next.digest }))
    await until(async () => proxy.take().some(({ path }) => path.endsWith('/v1')))
    expect((await getTag(ctx, place(repository, 'v1'))).digest).toBe(first.digest)
    await pushImage(target(repository), { tag: 'v1', layers: ['next', repository] })
    const shown = until(async () => (await getTag(ctx, place(repository, 'v1'))).digest === next.digest)
    await expect(Promise.race([shown, sleep(2_000, 'late')])).resolves.toBe(true)
  })

  it('believes the registry in the end when it never shows what an event told of', async () => {
    const db = await open()
    const repository = `never/app-${nextId()}`
    await pushImage(target(repository), { tag: 'v1', layers: [repository] })
    const { ctx, deliver, registries } = await start(db, [repository])
    await crawlNow({ db, registries })
    proxy.take()

    await deliver(buildEvent({ id: nextId(), repository, tag: 'v1', digest: `sha256:${'e'.repeat(64)}` }))
    await until(async () => (await getNotifications(ctx, { registry: REGISTRY_NAME })).waiting.count === 0)
    expect(proxy.take().length).toBeLessThanOrEqual(4)
  })

  it('removes a tag when the registry tells of it and, asked, does not have it', async () => {
    const db = await open()
    const repository = `gone/app-${nextId()}`
    const pushed = await pushImage(target(repository), { tag: 'v1', layers: [repository] })
    await pushImage(target(repository), { tag: 'stays', layers: ['stays'] })
    const { ctx, deliver, registries } = await start(db, [repository])
    await crawlNow({ db, registries })
    await fetch(`${registry.url}/v2/${repository}/manifests/${pushed.digest}`, { method: 'DELETE' })

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
    proxy.take()

    await deliver(
      buildEvent({ id: nextId(), repository, tag: 'v1', digest, client: USER_AGENT }),
      buildEvent({ id: nextId(), action: 'delete', repository, tag: 'removed', client: USER_AGENT }),
    )
    await untilRead(db)

    expect(proxy.take()).toEqual([])
  })

  it('reads a repository once for all that comes within two seconds', async () => {
    const db = await open()
    const repository = `busy/app-${nextId()}`
    const { digest } = await pushImage(target(repository), { tag: 'v1', layers: [repository] })
    const { deliver, registries } = await start(db, [repository])
    await crawlNow({ db, registries })
    proxy.take()

    for (let number = 0; number < 30; number += 1) {
      await deliver(buildEvent({ id: nextId(), repository, tag: 'v1', digest }))
      await sleep(50)
    }
    await untilRead(db)

    expect(proxy.take().length).toBeLessThanOrEqual(3)
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
