import { userInfo } from 'node:os'
import { sql } from 'kysely'
import { afterEach, expect, it } from 'vitest'
import { createUser } from '@/lib/access/use-cases/create-user'
import { runAssay } from '@/lib/testing/assay-command'
import { buildContext } from '@/lib/testing/context'
import { openSqliteForTest } from '@/lib/testing/database'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function start() {
  const { database: db, location, close } = await openSqliteForTest()
  closing.push(close)
  const ctx = buildContext({ db })
  for (const name of ['ada', 'grace', 'linus']) {
    await createUser(ctx, { name, role: 'member', password: 'a-long-password' })
  }
  const run = (...words: string[]) => runAssay(words, location)
  return { db, run }
}

it('verifies the log beside a server, and records who did so by the operating system', async () => {
  const { db, run } = await start()
  const { code, out } = await run('audit', 'verify')
  expect({ code, out }).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^whole: 3 rows, head 3:[0-9a-f]{64}\n$/),
  })
  const row = await db.query
    .selectFrom('audit_event')
    .selectAll()
    .where('type', '=', 'audit.verified')
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ actor_kind: 'system', user_agent: 'assay command line' })
  expect(JSON.parse(row.facts)).toMatchObject({
    via: 'command line',
    osUser: userInfo().username,
    isWhole: true,
  })
})

it('ends with 3 and names the row where one byte is another, or where the noted end is gone', async () => {
  const { db, run } = await start()
  const [, head = ''] = /head (\S+)/.exec((await run('audit', 'verify')).out) ?? []
  expect(await run('audit', 'verify', '--head', head)).toMatchObject({ code: 0 })
  expect(await run('audit', 'verify', '--head', `99:${'0'.repeat(64)}`)).toMatchObject({
    code: 3,
    out: expect.stringContaining('removed'),
  })
  expect(await run('audit', 'verify', '--head', 'x')).toMatchObject({ code: 2 })

  await sql`drop trigger audit_event_is_never_changed`.execute(db.query)
  await sql`update audit_event set resource = 'x' || substr(resource, 2) where sequence = 2`.execute(db.query)
  expect(await run('audit', 'verify')).toMatchObject({
    code: 3,
    out: expect.stringMatching(/^BROKEN at row 2 \(evt_\w+\), changed: /),
  })
})
