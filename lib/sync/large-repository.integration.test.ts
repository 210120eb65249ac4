import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { lastSeenOf } from '@/lib/catalog/rules/last-seen'
import type { Database } from '@/lib/db/connection'
import { eachDatabase, openPostgresForTest } from '@/lib/testing/database'
import { addTestRegistry, crawlNow, poolTo } from '@/lib/testing/index-fixture'
import { pushImage, pushManifest } from '@/lib/testing/push'
import { type RunningRegistry, startRegistry } from '@/lib/testing/registry'

/** More than are written in one part. */
const TAGS = 450

let registry: RunningRegistry

beforeAll(async () => {
  registry = await startRegistry()
  const target = { url: registry.url, repository: 'team/large' }
  const { bytes, mediaType } = await pushImage(target, { layers: ['one'] })
  const document = JSON.parse(bytes.toString('utf8'))
  for (let n = 0; n < TAGS; n += 1) {
    await pushManifest(target, document, { mediaType, tag: `build-${n}` })
  }
})

afterAll(() => registry.stop())

async function readTags(db: Database) {
  return db.query.selectFrom('tag').selectAll().orderBy('name').execute()
}

async function readSyncedAt(db: Database): Promise<number | null> {
  const { synced_at } = await db.query.selectFrom('repository').select('synced_at').executeTakeFirstOrThrow()
  return synced_at
}

eachDatabase('a repository of more tags than are written at once', (open) => {
  it('is indexed as a whole, and costs one row when nothing changed', async () => {
    const db = await open()
    await addTestRegistry(db, registry.url)
    const registries = poolTo(registry.url)
    await crawlNow({ db, registries })
    const first = await readTags(db)
    expect(first).toHaveLength(TAGS)

    const before = Date.now()
    const job = await crawlNow({ db, registries })

    expect(job).toMatchObject({ status: 'succeeded', done: 1 })
    expect(await readTags(db)).toEqual(first)
    const syncedAt = await readSyncedAt(db)
    for (const tag of first) expect(lastSeenOf(tag, syncedAt)).toBeGreaterThanOrEqual(before)
    await registries.close()
  })

  it('has only the part written that has something new, and all of it seen', async () => {
    const db = await open()
    await addTestRegistry(db, registry.url)
    const registries = poolTo(registry.url)
    await crawlNow({ db, registries })
    const first = await readTags(db)
    const target = { url: registry.url, repository: 'team/large' }
    const { digest } = await pushImage(target, { tag: 'build-7', layers: [db.dialect] })

    const before = Date.now()
    await crawlNow({ db, registries })

    const second = await readTags(db)
    expect(second.find(({ name }) => name === 'build-7')?.digest).toBe(digest)
    const touched = second.filter(({ last_seen_at }, at) => last_seen_at !== first[at]?.last_seen_at)
    expect(touched.length).toBeLessThan(TAGS / 2)
    const syncedAt = await readSyncedAt(db)
    for (const tag of second) expect(lastSeenOf(tag, syncedAt)).toBeGreaterThanOrEqual(before)
    await registries.close()
  })
})

describe.skipIf(inject('postgres') === null)('a crawl of a large repository on PostgreSQL', () => {
  it('leaves the planner knowing how full its tables are', async () => {
    const { database: db, close } = await openPostgresForTest()
    await addTestRegistry(db, registry.url)
    const registries = poolTo(registry.url)
    await crawlNow({ db, registries })

    const { rows } = await sql<{ tags: number }>`
      select reltuples::int as tags from pg_class where oid = 'tag'::regclass
    `.execute(db.query)
    expect(rows).toEqual([{ tags: TAGS }])
    await registries.close()
    await close()
  })
})
