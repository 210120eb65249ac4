import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { record } from '@/lib/audit/record'
import { countEvents } from '@/lib/audit/use-cases/count-events'
import { listEvents } from '@/lib/audit/use-cases/list-events'
import { verifyChain } from '@/lib/audit/verify-chain'
import { closeDatabase, type Database, openDatabase } from '@/lib/db/connection'
import { migrate } from '@/lib/db/migrate'
import { transaction } from '@/lib/db/transaction'
import { fillAuditLog } from '@/lib/testing/audit-fixture'
import { adminActor, buildContext } from '@/lib/testing/context'
import { atMost, type Figure, told } from './report'
import type { BenchRun } from './run'
import { percentile } from './statistics'

const ROWS = 1_000_000
const QUICK_ROWS = 20_000
const DAY_MS = 86_400_000
const APPENDS = 300
const ROUNDS = 10

/** A log of a million rows: appending to it, every filter of the list, the counts of a week, verifying all of it. */
export async function benchAudit(run: BenchRun): Promise<readonly Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'assay-bench-audit-'))
  const databaseUrl = await run.newDatabase()
  const db = openDatabase({ dataDir, ...(databaseUrl !== undefined && { databaseUrl }) })
  try {
    await migrate(db)
    const rows = run.isQuick ? QUICK_ROWS : ROWS
    run.say(`writing a log of ${rows.toLocaleString('en')} rows`)
    const to = Date.now()
    await fillAuditLog(db, { rows, from: to - 365 * DAY_MS, to })
    return [
      await measureAppends(db),
      await measureLists(db, to),
      await measureCounts(db, to),
      ...(await measureVerify(db)),
    ]
  } finally {
    await closeDatabase(db)
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function measureAppends(db: Database): Promise<Figure> {
  const ctx = buildContext({ db, actor: adminActor })
  const change = {
    type: 'user.changed',
    resource: 'usr_1',
    before: { role: 'member' },
    after: { role: 'admin' },
  } as const
  const took = await timesOf(APPENDS, () => transaction(db, (tx) => record(ctx, tx, change)))
  return figure('p95, one event in a transaction of its own', took, 5)
}

async function measureLists(db: Database, now: number): Promise<Figure> {
  const ctx = buildContext({ db, actor: adminActor })
  const range = { from: now - 200 * DAY_MS, to: now - 199 * DAY_MS }
  const queries = [
    {},
    { type: 'session.refused' },
    { actor: 'usr_ada' },
    { actor: 'ada', type: 'token.revoked' },
    { actor: 'nobody' },
    { outcome: 'denied' },
    { registry: 'reg_main' },
    { registry: 'reg_main', repository: 'team-1/app-1' },
    { repository: 'team-1/app-1' },
    { resource: 'token-5' },
    { type: 'sync.started', outcome: 'denied' },
    range,
    { ...range, type: 'token.created' },
  ] as const
  const took: number[] = []
  for (const query of queries) {
    took.push(...(await timesOf(ROUNDS, () => listEvents(ctx, { limit: 50, ...query }))))
  }
  return figure(`p95, a page of 50 by ${queries.length} filters`, took, 50)
}

async function measureCounts(db: Database, now: number): Promise<Figure> {
  const ctx = buildContext({ db, actor: adminActor })
  const took = await timesOf(ROUNDS, () => countEvents(ctx, { from: now - 7 * DAY_MS }))
  return figure('p95, the counts of a week', took, 50)
}

async function measureVerify(db: Database): Promise<Figure[]> {
  const startedAt = performance.now()
  const processor = process.cpuUsage()
  const verdict = await verifyChain(db)
  const seconds = (performance.now() - startedAt) / 1000
  if (verdict.kind === 'broken') throw new Error(`The log is broken at row ${verdict.sequence}.`)
  const { user, system } = process.cpuUsage(processor)
  const memory = process.memoryUsage().rss / 1e6
  return [
    atMost({
      bench: 'audit',
      what: `verifying ${verdict.rows.toLocaleString('en')} rows`,
      value: seconds,
      max: 30,
      unit: ' s',
      digits: 1,
      detail: `processor ${((user + system) / 1e6).toFixed(1)} s`,
    }),
    told({
      bench: 'audit',
      what: 'resident memory afterwards',
      measured: `${memory.toFixed(0)} MB`,
      value: memory,
    }),
  ]
}

async function timesOf(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const took: number[] = []
  for (let at = 0; at < count; at++) {
    const startedAt = performance.now()
    await work()
    took.push(performance.now() - startedAt)
  }
  return took
}

function figure(what: string, took: readonly number[], max: number): Figure {
  const detail = `p50 ${percentile(took, 0.5).toFixed(1)}, ${took.length} times`
  return atMost({ bench: 'audit', what, value: percentile(took, 0.95), max, unit: ' ms', digits: 1, detail })
}
