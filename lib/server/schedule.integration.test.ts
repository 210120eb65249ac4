import { expect, it } from 'vitest'
import { buildClock, buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { addTestRegistry, REGISTRY_ID } from '@/lib/testing/index-fixture'
import { fireDue } from './schedule'

const SWEEP = `sweep:${REGISTRY_ID}`
const MINUTE_MS = 60_000

eachDatabase('the schedule', (open) => {
  it('fires once, however many replicas look at the same moment', async () => {
    const db = await open()
    await addTestRegistry(db, 'http://127.0.0.1:1')
    const ctx = buildContext({ db })
    const fired = await Promise.all(Array.from({ length: 4 }, () => fireDue(ctx, 15)))
    expect(fired.flat().toSorted()).toEqual(['prune:changes', 'prune:deliveries', 'prune:trash', SWEEP])
    expect(await fireDue(ctx, 15)).toEqual([])
    const jobs = await db.query.selectFrom('job').select(['kind', 'created_by']).execute()
    expect(jobs).toEqual([{ kind: 'crawl', created_by: 'system' }])
  })

  it('leaves a registry alone whose index is young, and comes back when it is not', async () => {
    const db = await open()
    const clock = buildClock(Date.now())
    const ctx = buildContext({ db, clock })
    await addTestRegistry(db, 'http://127.0.0.1:1')
    const syncedAt = clock.now() - 5 * MINUTE_MS
    await db.query.updateTable('registry').set({ synced_at: syncedAt }).execute()
    expect(await fireDue(ctx, 15)).not.toContain(SWEEP)
    const row = await db.query.selectFrom('schedule').selectAll().where('name', '=', SWEEP).executeTakeFirst()
    expect(row?.next_at).toBe(syncedAt + 15 * MINUTE_MS)

    await db.query
      .updateTable('registry')
      .set({ synced_at: syncedAt - 60 * MINUTE_MS })
      .execute()
    await db.query.updateTable('schedule').set({ next_at: 0 }).execute()
    expect(await fireDue(ctx, 15)).toContain(SWEEP)
  })

  it('loses nothing to a clock that is set back, or to a faster pace', async () => {
    const db = await open()
    await addTestRegistry(db, 'http://127.0.0.1:1')
    const ctx = buildContext({ db })
    const ahead = Date.now() + 60 * MINUTE_MS
    await fireDue(ctx, 15)
    await db.query.updateTable('schedule').set({ next_at: ahead }).execute()
    await db.query.updateTable('registry').set({ synced_at: ahead }).execute()
    expect(await fireDue(ctx, 15)).toContain(SWEEP)
    expect(await fireDue(ctx, 15)).not.toContain(SWEEP)
  })

  it('forgets the sweep of a registry that is gone, and of all when sweeps are switched off', async () => {
    const db = await open()
    await addTestRegistry(db, 'http://127.0.0.1:1')
    const ctx = buildContext({ db })
    await fireDue(ctx, 15)
    await fireDue(ctx, 0)
    const names = await db.query.selectFrom('schedule').select('name').orderBy('name').execute()
    expect(names.map(({ name }) => name)).toEqual(['prune:changes', 'prune:deliveries', 'prune:trash'])
  })
})
