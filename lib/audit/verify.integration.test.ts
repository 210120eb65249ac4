import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { chainHash } from '@/lib/db/audit-chain'
import type { Database } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { record } from './record'
import { findChainEnd, listChain } from './store/chain'
import { verifyChain } from './verify-chain'

eachDatabase('verifying the audit log', (open) => {
  const start = async (rows: number) => {
    const db = await open()
    const ctx = buildContext({ db })
    await transaction(db, async (tx) => {
      for (let at = 1; at <= rows; at++) {
        await record(ctx, tx, { type: 'user.changed', resource: `usr_${at}`, facts: { at } })
      }
    })
    return db
  }

  it('finds a log whole that nobody touched, and an empty one too', async () => {
    const db = await start(2_500)
    expect(await verifyChain(db)).toMatchObject({ kind: 'whole', rows: 2_500 })
    expect(await verifyChain(await start(0))).toMatchObject({ kind: 'whole', rows: 0 })
  })

  it.each(['resource', 'actor_name', 'facts', 'outcome', 'prev_hash', 'hash', 'id'] as const)(
    'names the row of which one character of %s is another',
    async (column) => {
      const db = await start(40)
      await unguarded(db, async () => {
        await sql`update audit_event set ${sql.ref(column)} = substr(${sql.ref(column)}, 1, 3) || 'X' || substr(${sql.ref(column)}, 5)
        where sequence = 17`.execute(db.query)
      })
      expect(await verifyChain(db)).toMatchObject({
        kind: 'broken',
        sequence: 17,
        fault: 'changed',
        rows: 16,
      })
    },
  )

  it('misses the guards of the database, where every row still holds', async () => {
    const db = await start(40)
    await unguarded(db, async () => undefined)
    expect(await verifyChain(db)).toMatchObject({
      kind: 'broken',
      fault: 'unguarded',
      rows: 40,
      sequence: 41,
      detail: expect.stringContaining('audit_event_is_'),
    })
  })

  it('names the first of the rows that were removed', async () => {
    const db = await start(40)
    await unguarded(db, () => sql`delete from audit_event where sequence in (17, 18)`.execute(db.query))
    expect(await verifyChain(db)).toMatchObject({
      sequence: 17,
      fault: 'removed',
      detail: 'Rows 17 to 18 are gone.',
    })
  })

  it('names a row that was written anew with a hash that fits', async () => {
    const db = await start(40)
    const [row] = await listChain(db.query, { after: 16, limit: 1 })
    if (row === undefined) throw new Error('there is no row')
    const hash = chainHash(row.prev_hash, { ...row, resource: 'another' })
    await unguarded(db, () =>
      sql`update audit_event set resource = 'another', hash = ${hash} where sequence = 17`.execute(db.query),
    )
    expect(await verifyChain(db)).toMatchObject({ sequence: 17, fault: 'changed' })
  })

  it('tells rows that changed places', async () => {
    const db = await start(40)
    await unguarded(db, () => swap(db, 17, 30))
    expect(await verifyChain(db)).toMatchObject({ sequence: 17, fault: 'reordered' })
    const near = await start(40)
    await unguarded(near, () => swap(near, 17, 18))
    expect(await verifyChain(near)).toMatchObject({ sequence: 17, fault: 'reordered' })
  })

  it('names a row that was put between two others', async () => {
    const db = await start(40)
    await unguarded(db, async () => {
      await sql`update audit_event set sequence = -sequence where sequence >= 17`.execute(db.query)
      await sql`update audit_event set sequence = 1 - sequence where sequence < 0`.execute(db.query)
      const [row] = await listChain(db.query, { after: 15, limit: 1 })
      if (row === undefined) throw new Error('there is no row')
      await db.query
        .insertInto('audit_event')
        .values({ ...row, sequence: 17, id: 'evt_forged' })
        .execute()
    })
    expect(await verifyChain(db)).toMatchObject({ sequence: 17, fault: 'inserted', id: 'evt_forged' })
  })

  it('names a row behind the end, and rows cut off at the end', async () => {
    const db = await start(40)
    const [row] = await listChain(db.query, { after: 39, limit: 1 })
    if (row === undefined) throw new Error('there is no row')
    const forged = { ...row, sequence: 41, id: 'evt_forged', prev_hash: row.hash }
    await db.query
      .insertInto('audit_event')
      .values({ ...forged, hash: chainHash(row.hash, forged) })
      .execute()
    expect(await verifyChain(db)).toMatchObject({ sequence: 41, fault: 'inserted' })

    await unguarded(db, () => sql`delete from audit_event where sequence > 38`.execute(db.query))
    expect(await verifyChain(db)).toMatchObject({ sequence: 39, fault: 'removed' })
  })

  it('misses rows that were cut off together with the end, where an end was noted', async () => {
    const db = await start(40)
    const noted = await findChainEnd(db.query)
    if (noted === undefined) throw new Error('there is no end')
    const [last] = await listChain(db.query, { after: 37, limit: 1 })
    await unguarded(db, () => sql`delete from audit_event where sequence > 38`.execute(db.query))
    await db.query
      .updateTable('audit_head')
      .set({ sequence: 38, hash: last?.hash ?? '' })
      .execute()

    expect(await verifyChain(db)).toMatchObject({ fault: 'unguarded', rows: 38 })
    expect(await verifyChain(db, { noted })).toMatchObject({ sequence: 39, fault: 'removed' })
    expect(await verifyChain(db, { noted: { hash: noted.hash } })).toMatchObject({
      kind: 'broken',
      sequence: 39,
    })
    const wrong = { sequence: 10, hash: noted.hash }
    expect(await verifyChain(db, { noted: wrong })).toMatchObject({ sequence: 10, fault: 'changed' })
  })
})

/** Does what an intruder with the database's own rights does: takes the guards off first. */
async function unguarded(db: Database, work: () => Promise<unknown>): Promise<void> {
  if (db.dialect === 'postgres') {
    await sql`alter table audit_event disable trigger all`.execute(db.query)
  } else {
    await sql`drop trigger audit_event_is_never_changed`.execute(db.query)
    await sql`drop trigger audit_event_is_never_removed`.execute(db.query)
  }
  await work()
}

async function swap(db: Database, one: number, other: number): Promise<void> {
  await sql`update audit_event set sequence = -1 where sequence = ${one}`.execute(db.query)
  await sql`update audit_event set sequence = ${one} where sequence = ${other}`.execute(db.query)
  await sql`update audit_event set sequence = ${other} where sequence = -1`.execute(db.query)
}
