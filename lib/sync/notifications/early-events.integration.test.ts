import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { getTag } from '@/lib/catalog/use-cases/get-tag'
import type { Database } from '@/lib/db/connection'
import { eachDatabase } from '@/lib/testing/database'
import { buildEvent } from '@/lib/testing/event'
import { crawlNow } from '@/lib/testing/index-fixture'
import { startDraining } from '@/lib/testing/notifications'
import { pushImage, pushManifest } from '@/lib/testing/push'
import { toldRegistry } from '@/lib/testing/told-registry'
import { until } from '@/lib/testing/until'

const { start, calls, target, place, nextId } = toldRegistry()

/** Of a manifest that no registry has. */
const NEVER = `sha256:${'e'.repeat(64)}`
const FIRST_TAGS = 100

eachDatabase('events that come before their tag', (open) => {
  /** A repository the index has, with tags of one image each. */
  async function knownRepository(db: Database, tags: readonly string[]) {
    const repository = `early/app-${nextId()}`
    const pushed = new Map<string, string>()
    for (const tag of tags) {
      const image = await pushImage(target(repository), { tag, layers: [tag, repository] })
      pushed.set(tag, image.digest)
    }
    const world = await start(db, [repository])
    await crawlNow({ db, registries: world.registries })
    calls()
    return { ...world, repository, pushed }
  }

  it('shows a push that the registry told of before it wrote the tag', async () => {
    const db = await open()
    const { ctx, deliver, repository, pushed } = await knownRepository(db, ['v1'])
    const next = await pushImage(target(repository), { tag: 'unannounced', layers: ['next', repository] })
    calls()

    await deliver(buildEvent({ id: nextId(), repository, tag: 'v1', digest: next.digest }))
    await until(async () => calls().some(({ path }) => path.endsWith('/v1')))
    expect((await getTag(ctx, place(repository, 'v1'))).digest).toBe(pushed.get('v1'))
    await pushImage(target(repository), { tag: 'v1', layers: ['next', repository] })
    const shown = until(async () => (await getTag(ctx, place(repository, 'v1'))).digest === next.digest)
    await expect(Promise.race([shown, sleep(2_000, 'late')])).resolves.toBe(true)
  })

  it('believes the registry in the end when it never shows what an event told of', async () => {
    const db = await open()
    const { deliver, repository } = await knownRepository(db, ['v1'])

    await deliver(buildEvent({ id: nextId(), repository, tag: 'v1', digest: NEVER }))
    await untilSettled(db)
    expect(calls().length).toBeLessThanOrEqual(4)
  })

  it('deals at once with what came of other tags', async () => {
    const db = await open()
    const { ctx, deliver, repository } = await knownRepository(db, ['v1', 'v2'])
    const moved = await pushImage(target(repository), { tag: 'v2', layers: ['moved', repository] })

    await deliver(
      buildEvent({ id: nextId(), repository, tag: 'v1', digest: NEVER }),
      buildEvent({ id: nextId(), repository, tag: 'v2', digest: moved.digest, actor: 'eve' }),
    )
    await until(async () => (await getTag(ctx, place(repository, 'v2'))).digest === moved.digest)

    expect(await openEvents(db)).toMatchObject([{ tag: 'v1', attempts: 0 }])
    expect(await historyOf(db, 'v2')).toMatchObject([{}, { kind: 'moved', actor_name: 'eve' }])
    await untilSettled(db)
    expect(calls().filter(({ path }) => path.endsWith('/v2')).length).toBeLessThanOrEqual(2)
  })

  it.each([
    { of: 'the same tag', tag: 'v1', attempts: 12 },
    { of: 'another tag', tag: 'v2', attempts: 12 },
    { of: 'another tag', tag: 'v2', attempts: 60 },
  ])('looks as often and as soon when asking failed $attempts times for $of', async ({ tag, attempts }) => {
    const db = await open()
    const world = await knownRepository(db, ['v1', 'v2'])
    const { repository } = world
    await world.stop()
    await world.deliver(
      buildEvent({ id: nextId(), repository, tag: 'v2', digest: world.pushed.get('v2') }),
      buildEvent({ id: nextId(), repository, tag: 'v1', digest: NEVER }),
    )
    const failed = db.query.updateTable('notification_event').set({ attempts })
    await failed.where('tag', '=', tag).execute()

    const draining = startDraining({ db, registries: world.registries })
    onTestFinished(() => draining.stop())
    const waits = await watch(async () => (await openEvents(db)).map((event) => event.due_at - Date.now()))

    expect(Math.max(...waits.flat())).toBeLessThanOrEqual(800)
    expect(calls().filter(({ path }) => path.endsWith('/v1'))).toHaveLength(4)
  })

  it('reads a repository nobody knew once, when one event tells of what is never there', async () => {
    const db = await open()
    const repository = `first/app-${nextId()}`
    const image = await pushImage(target(repository), { tag: 'v0' })
    const document = JSON.parse(image.bytes.toString())
    for (let number = 1; number < FIRST_TAGS; number += 1) {
      const other = { ...document, annotations: { number: String(number) } }
      await pushManifest(target(repository), other, { mediaType: image.mediaType, tag: `v${number}` })
    }
    const { deliver } = await start(db)
    calls()

    await deliver(buildEvent({ id: nextId(), repository, tag: 'v7', digest: NEVER, actor: 'liar' }))
    await untilSettled(db)

    const asked = calls().map(({ path }) => path)
    expect(asked.filter((path) => path.includes('/tags/list'))).toHaveLength(1)
    expect(asked.filter((path) => path.includes('/manifests/'))).toHaveLength(FIRST_TAGS + 3)
    expect(await db.query.selectFrom('tag').select('name').execute()).toHaveLength(FIRST_TAGS)
    expect(await historyOf(db, 'v7')).toMatchObject([{ is_first_look: 1, actor_name: null }])
  })

  it('has what was there before a repository nobody knew shows the push', async () => {
    const db = await open()
    const repository = `first/app-${nextId()}`
    const first = await pushImage(target(repository), { tag: 'v1', layers: [repository] })
    await pushImage(target(repository), { tag: 'v2', layers: ['other', repository] })
    const next = await pushImage(target(repository), { tag: 'unannounced', layers: ['next', repository] })
    const { ctx, deliver } = await start(db)

    await deliver(buildEvent({ id: nextId(), repository, tag: 'v1', digest: next.digest, actor: 'eve' }))
    await until(async () => (await getTag(ctx, place(repository, 'v1'))).digest === first.digest)
    await pushImage(target(repository), { tag: 'v1', layers: ['next', repository] })
    await untilSettled(db)

    expect(await historyOf(db, 'v1')).toMatchObject([
      { kind: 'created', to_digest: first.digest, is_first_look: 1, actor_name: null, occurred_at: null },
      { kind: 'moved', from_digest: first.digest, to_digest: next.digest, actor_name: 'eve' },
    ])
  })

  it('knows who pushed and when, and counts once who pulled, after waiting for the tag', async () => {
    const db = await open()
    const { ctx, deliver, repository } = await knownRepository(db, ['v1'])
    const next = await pushImage(target(repository), { tag: 'unannounced', layers: ['next', repository] })
    const about = { repository, tag: 'new', digest: next.digest }
    calls()

    const toldAt = Date.now()
    await deliver(
      buildEvent({ id: nextId(), ...about, actor: 'eve', timestamp: new Date(toldAt).toISOString() }),
      buildEvent({ id: nextId(), ...about, action: 'pull' }),
    )
    await until(async () => calls().some(({ path }) => path.endsWith('/new')))
    await pushImage(target(repository), { tag: 'new', layers: ['next', repository] })
    await untilSettled(db)

    expect(await getTag(ctx, place(repository, 'new'))).toMatchObject({
      pulls: 1,
      pushed_before: toldAt,
      pushed_after: toldAt,
    })
    expect(await historyOf(db, 'new')).toMatchObject([{ kind: 'created', actor_name: 'eve' }])
    const tallies = await db.query.selectFrom('notification_tally').select(['action', 'events']).execute()
    expect(tallies.map(({ action, events }) => `${action} ${events}`).sort()).toEqual(['pull 1', 'push 1'])
  })

  it('knows who pushed what is there before the push that it waits for', async () => {
    const db = await open()
    const { ctx, deliver, repository } = await knownRepository(db, ['v1'])
    const about = { repository, tag: 'v1' }

    await deliver(buildEvent({ id: nextId(), ...about, digest: NEVER, actor: 'eve' }))
    await until(async () => calls().some(({ path }) => path.endsWith('/v1')))
    const next = await pushImage(target(repository), { tag: 'v1', layers: ['next', repository] })
    const toldAt = Date.now()
    const timestamp = new Date(toldAt).toISOString()
    await deliver(buildEvent({ id: nextId(), ...about, digest: next.digest, actor: 'bob', timestamp }))
    await until(async () => (await getTag(ctx, place(repository, 'v1'))).digest === next.digest)

    expect(await openEvents(db)).toHaveLength(1)
    expect(await getTag(ctx, place(repository, 'v1'))).toMatchObject({ pushed_before: toldAt })
    expect(await historyOf(db, 'v1')).toMatchObject([{}, { kind: 'moved', actor_name: 'bob' }])
    await untilSettled(db)
  })

  it('removes no tag for being looked for again and again', async () => {
    const db = await open()
    const { ctx, deliver, repository, pushed } = await knownRepository(db, ['v1', 'v2'])
    const gone = `${target(repository).url}/v2/${repository}/manifests/${pushed.get('v1')}`
    await fetch(gone, { method: 'DELETE' })

    await deliver(buildEvent({ id: nextId(), repository, tag: 'v1', digest: NEVER }))
    await untilSettled(db)

    expect(calls().filter(({ path }) => path.endsWith('/v1'))).toHaveLength(4)
    await expect(getTag(ctx, place(repository, 'v1'))).resolves.toMatchObject({ digest: pushed.get('v1') })
  })

  it('asks no more often when told over and over of what is never there', async () => {
    const db = await open()
    const { deliver, repository } = await knownRepository(db, ['v1'])

    for (const startedAt = Date.now(); Date.now() - startedAt < 1_500; await sleep(30)) {
      await deliver(buildEvent({ id: nextId(), repository, tag: 'v1', digest: NEVER }))
    }
    await untilSettled(db)

    expect(calls().length).toBeLessThanOrEqual(2 * 4)
  })
})

async function openEvents(db: Database) {
  const query = db.query.selectFrom('notification_event').select(['tag', 'attempts', 'due_at'])
  return query.where('processed_at', 'is', null).execute()
}

async function untilSettled(db: Database): Promise<void> {
  await until(async () => (await openEvents(db)).length === 0, 8_000)
}

/** What was seen until all events were dealt with. */
async function watch<T>(look: () => Promise<readonly T[]>): Promise<readonly (readonly T[])[]> {
  const seen: (readonly T[])[] = []
  await until(async () => seen[seen.push(await look()) - 1]?.length === 0, 8_000)
  return seen
}

async function historyOf(db: Database, tag: string) {
  return db.query.selectFrom('tag_event').selectAll().where('tag', '=', tag).orderBy('sequence').execute()
}
