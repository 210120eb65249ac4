import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { buildClock, buildContext } from '@/lib/testing/context'
import { eachDatabase, type OpenTestDatabase } from '@/lib/testing/database'
import { addTestRegistry, crawlNow, poolTo, REGISTRY_ID, REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { pushImage } from '@/lib/testing/push'
import { startRegistry } from '@/lib/testing/registry'
import { listActivity, listRepositoryActivity } from './use-cases/list-activity'
import { listTagHistory } from './use-cases/list-tag-history'

const place = { registry: REGISTRY_NAME, repository: 'team/app' }
const latest = { ...place, tag: 'latest', limit: 50 }

/** A registry with one repository whose `latest` was there at the first crawl. */
async function crawled(open: OpenTestDatabase) {
  const registry = await startRegistry()
  onTestFinished(() => registry.stop())
  const db = await open()
  await addTestRegistry(db, registry.url)
  const registries = poolTo(registry.url)
  onTestFinished(() => registries.close())
  const clock = buildClock()
  const target = { url: registry.url, repository: 'team/app' }
  const first = await pushImage(target, { tag: 'latest', layers: ['1'] })
  const crawl = async () => {
    clock.advance(60_000)
    await crawlNow({ db, registries, clock })
    return clock.now()
  }
  const firstAt = await crawl()
  const tags = join(registry.rootDir, 'data/docker/registry/v2/repositories/team/app/_manifests/tags')
  return { ctx: buildContext({ db, registries, clock }), crawl, target, first, firstAt, tags }
}

eachDatabase('the history of a tag', (open) => {
  it('does not pretend to know when a tag came that was there at the first look', async () => {
    const { ctx, first } = await crawled(open)
    const history = await listTagHistory(ctx, latest)
    expect(history).toMatchObject({ total: 1, digest: first.digest, isPresent: true })
    expect(history.items[0]).toMatchObject({
      kind: 'created',
      is_first_look: 1,
      after_at: -1,
      occurred_at: null,
      from: null,
      to: { digest: first.digest, isHeld: true },
    })
    expect((await listActivity(ctx, { limit: 50 })).items).toEqual([])
  })

  it('keeps every digest, between which looks it came, and outlives the tag', async () => {
    const { ctx, crawl, target, first, firstAt, tags } = await crawled(open)
    const second = await pushImage(target, { tag: 'latest', layers: ['2'] })
    await pushImage(target, { tag: 'v2', layers: ['2'] })
    const movedAt = await crawl()
    await rm(join(tags, 'latest'), { recursive: true })
    const missedAt = await crawl()
    await crawl()

    const history = await listTagHistory(ctx, latest)
    expect(history).toMatchObject({ digest: null, isPresent: false, total: 3 })
    expect(history.items).toMatchObject([
      { kind: 'deleted', from: { digest: second.digest }, to: null, after_at: movedAt, before_at: missedAt },
      {
        kind: 'moved',
        from: { digest: first.digest },
        to: { digest: second.digest },
        after_at: firstAt,
        before_at: movedAt,
        learned_by: 'crawl',
        is_unannounced: 0,
      },
      { kind: 'created', is_first_look: 1 },
    ])
    const activity = await listRepositoryActivity(ctx, { ...place, limit: 50 })
    // Two of them were found by one crawl, in whatever order the registry answered.
    expect(activity.items.map((row) => `${row.kind} ${row.tag}`).toSorted()).toEqual([
      'created v2',
      'deleted latest',
      'moved latest',
    ])
    const moves = await listRepositoryActivity(ctx, { ...place, kind: 'moved', limit: 50 })
    expect(moves.total).toBe(1)
    await expect(listTagHistory(ctx, { ...latest, tag: 'never' })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it('pages without losing or repeating', async () => {
    const { ctx, crawl, target } = await crawled(open)
    for (const layer of ['2', '3', '4']) {
      await pushImage(target, { tag: 'latest', layers: [layer] })
      await crawl()
    }
    const first = await listTagHistory(ctx, { ...latest, limit: 3 })
    const rest = await listTagHistory(ctx, { ...latest, limit: 3, cursor: first.nextCursor ?? '' })
    const all = await listTagHistory(ctx, latest)
    expect([...first.items, ...rest.items]).toEqual(all.items)
    expect(rest.nextCursor).toBeNull()
  })

  it('takes who and when from the event that waits, and marks what none told of', async () => {
    const { ctx, crawl, target, firstAt } = await crawled(open)
    await ctx.db.query
      .insertInto('notification_endpoint')
      .values({
        registry_id: REGISTRY_ID,
        secret_hash: 'x',
        secret_made_at: 1,
        first_event_at: firstAt - 1000,
        last_event_at: firstAt + 1000,
        lease_until: 0,
      })
      .execute()
    const told = await pushImage(target, { tag: 'latest', layers: ['2'] })
    await ctx.db.query
      .insertInto('notification_event')
      .values({
        registry_id: REGISTRY_ID,
        event_id: 'e1',
        action: 'push',
        effect: 'look',
        repository: 'team/app',
        tag: 'latest',
        digest: told.digest,
        actor_name: 'ci',
        client: 'docker/24',
        occurred_at: firstAt + 500,
        received_at: firstAt + 600,
        due_at: firstAt + 700,
        attempts: 0,
      })
      .execute()
    await pushImage(target, { tag: 'quiet', layers: ['3'] })
    await crawl()

    const activity = await listRepositoryActivity(ctx, { ...place, limit: 50 })
    const of = (tag: string) => activity.items.find((row) => row.tag === tag)
    expect(of('latest')).toMatchObject({
      actor_name: 'ci',
      client: 'docker/24',
      occurred_at: firstAt + 500,
      is_unannounced: 0,
    })
    expect(of('quiet')).toMatchObject({ actor_name: null, occurred_at: null, is_unannounced: 1 })
    const drift = await listRepositoryActivity(ctx, { ...place, unannounced: 'true', limit: 50 })
    expect(drift.items.map((row) => row.tag)).toEqual(['quiet'])
  })
})
