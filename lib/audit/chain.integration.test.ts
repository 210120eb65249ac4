import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { transaction } from '@/lib/db/transaction'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { record } from './record'

eachDatabase('the audit chain', (open) => {
  it('is a row for each event, in the transaction of the change, or none', async () => {
    const db = await open()
    const ctx = buildContext({ db })
    await transaction(db, async (tx) => {
      await record(ctx, tx, { type: 'user.created', resource: 'a' })
      await record(ctx, tx, { type: 'user.created', resource: 'b' })
    })
    const failing = transaction(db, async (tx) => {
      await record(ctx, tx, { type: 'user.created', resource: 'c' })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    const rows = await db.query.selectFrom('audit_event').selectAll().orderBy('sequence').execute()
    expect(rows.map((row) => [row.sequence, row.resource])).toEqual([
      [1, 'a'],
      [2, 'b'],
    ])
    expect(rows[1]?.prev_hash).toBe(rows[0]?.hash)
  })

  it('cannot be changed or cut by a statement', async () => {
    const db = await open()
    const ctx = buildContext({ db })
    await record(ctx, db.query, { type: 'user.created', resource: 'a' })
    await expect(sql`update audit_event set resource = 'b'`.execute(db.query)).rejects.toThrow(
      /never changed/,
    )
    await expect(sql`delete from audit_event`.execute(db.query)).rejects.toThrow(/removed/)
  })

  it('never forks, however many append at once', async () => {
    const db = await open()
    const ctx = buildContext({ db })
    await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        transaction(db, (tx) => record(ctx, tx, { type: 'user.created', resource: `r${at}` })),
      ),
    )
    const rows = await db.query.selectFrom('audit_event').selectAll().orderBy('sequence').execute()
    expect(rows.map((row) => row.sequence)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1))
    for (const [at, row] of rows.slice(1).entries()) expect(row.prev_hash).toBe(rows[at]?.hash)
  })
})
