import { sql } from 'kysely'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { openPostgresForTest } from '@/lib/testing/database'
import { closeDatabase, openDatabase } from '../connection'

describe.skipIf(inject('postgres') === null)('a connection to PostgreSQL', () => {
  it('keeps what the operator set for it, and plans for tables in memory', async () => {
    const { location, close } = await openPostgresForTest()
    onTestFinished(close)
    const options = encodeURIComponent('-c work_mem=7MB')
    const db = openDatabase({ ...location, databaseUrl: `${location.databaseUrl}?options=${options}` })
    onTestFinished(() => closeDatabase(db))

    const { rows } = await sql`
      select current_setting('work_mem') as memory, current_setting('random_page_cost') as cost
    `.execute(db.query)

    expect(rows).toEqual([{ memory: '7MB', cost: '1.1' }])
  })
})
