import { appendFileSync } from 'node:fs'
import { record } from '@/lib/audit/record'
import { openDatabase } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import type { JobHandler } from '@/lib/jobs/handler'
import { closeItems, listOpenItems } from '@/lib/jobs/store/progress'
import { startWorker } from '@/lib/jobs/worker'
import { buildContext } from './context'

/**
 * A worker in a process of its own, for tests that kill or freeze it. An item's effect outside is a line in a file,
 * its effect inside an audit row; both are there for tests to count.
 */
const { databaseUrl, dataDir, effects, itemMs } = JSON.parse(process.env.ASSAY_TEST_LEDGER ?? '{}')
const db = openDatabase({ databaseUrl, dataDir })

const ledger: JobHandler = async (ctx, { job, hold }) => {
  for (const key of await listOpenItems(ctx.db.query, job.id)) {
    if (ctx.signal.aborted) break
    appendFileSync(effects, `${job.id} ${key} ${process.pid}\n`)
    await new Promise((resolve) => setTimeout(resolve, itemMs))
    await transaction(ctx.db, async (tx) => {
      await closeItems(tx, hold, { results: [{ key, state: 'done', problemCode: null }], at: Date.now() })
      await record(ctx, tx, { type: 'sync.finished', resource: `${job.id} ${key}` })
    })
  }
  return { status: 'succeeded', problemCode: null }
}

startWorker({ context: () => buildContext({ db }), handlers: { ledger }, pollMs: 50 })
setInterval(() => undefined, 1000)
process.stdout.write('ready\n')
