import { once } from 'node:events'
import { record } from '@/lib/audit/record'
import { closeDatabase, openDatabase } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { buildContext } from './context'

/** Appends to the audit log from a process of its own, as a second replica does. Says `ready`, and waits for a word. */
const { databaseUrl, dataDir, name, rows } = JSON.parse(process.env.ASSAY_TEST_AUDIT ?? '{}')
const db = openDatabase({ databaseUrl, dataDir })
const ctx = buildContext({ db })
process.stdout.write('ready\n')
await once(process.stdin, 'data')
for (let at = 0; at < rows; at += 1) {
  await transaction(db, (tx) => record(ctx, tx, { type: 'user.changed', resource: `${name}-${at}` }))
}
await closeDatabase(db)
process.exit(0)
