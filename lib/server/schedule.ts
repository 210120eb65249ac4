import 'server-only'
import type { Context } from '@/lib/access/context'
import { pruneChanges } from '@/lib/changes/store/changes'
import { RETENTION_SCHEDULE } from '@/lib/cleanup/retention-policy'
import { expireTrash } from '@/lib/cleanup/use-cases/expire-trash'
import { closeFinishedRuns, fireScheduledRun } from '@/lib/cleanup/use-cases/retention/run-schedules'
import { listRegistryRows } from '@/lib/connections/store'
import type { Executor } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import {
  aimSchedule,
  dropSchedules,
  keepSchedule,
  listDueSchedules,
  takeSchedule,
} from '@/lib/jobs/store/schedule'
import { queueCrawl } from '@/lib/sync/use-cases/start-crawl'
import { pruneDeliveries } from '@/lib/webhooks/store/prune'
import { systemContext } from './context'
import type { Runtime } from './runtime'

const LOOK_EVERY_MS = 15_000
const MINUTE_MS = 60_000
const SWEEP = 'sweep:'

export interface Schedule {
  stop(): void
}

/** Something done every so many minutes, once for all replicas. */
interface Task {
  readonly name: string
  readonly everyMinutes: number
  /** Epoch ms before which it need not be done; it may be in the past. */
  readonly notBefore: number
  readonly fire: (ctx: Context, tx: Executor) => Promise<unknown>
}

/**
 * Does what is due: the sweep of each registry whose index is older than the settings allow, and the pruning of
 * what nobody reads any more. Every replica looks; each firing is taken by one of them, in the transaction of its
 * effect.
 */
export function startSchedule(app: Runtime): Schedule {
  const look = () => {
    fireDue(systemContext(app), app.settings.syncMinutes).catch((error: unknown) =>
      app.log.warn({ error }, 'the schedule could not look'),
    )
  }
  look()
  const timer = setInterval(look, LOOK_EVERY_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

/** One look: writes down what is to be done and does what is due. Gives the names of what it did. */
export async function fireDue(ctx: Context, syncMinutes: number): Promise<readonly string[]> {
  const tasks = [...PRUNING, ...(await sweepsOf(ctx, syncMinutes))]
  for (const { name, everyMinutes, notBefore } of tasks) {
    await keepSchedule(ctx.db, { name, everyMinutes, firstAt: notBefore })
  }
  await dropSchedules(ctx.db, { prefix: SWEEP, keep: tasks.map(({ name }) => name) })

  const due = new Set(await listDueSchedules(ctx.db))
  const fired: string[] = []
  for (const task of tasks) {
    if (due.has(task.name) && (await fire(ctx, task))) fired.push(task.name)
  }
  for (const name of due) {
    if (name.startsWith(RETENTION_SCHEDULE) && (await fireRetention(ctx, name))) fired.push(name)
  }
  await closeFinishedRuns(ctx)
  return fired
}

/** A policy that is gone by now has no firing left to take. */
async function fireRetention(ctx: Context, name: string): Promise<boolean> {
  return transaction(ctx.db, async (tx) => {
    if (!(await takeSchedule(ctx.db, tx, name))) return false
    await fireScheduledRun(ctx, tx, name.slice(RETENTION_SCHEDULE.length))
    return true
  })
}

async function fire(ctx: Context, task: Task): Promise<boolean> {
  const now = ctx.clock.now()
  // Further away than the pace is a time from before the clock was set back.
  if (task.notBefore > now && task.notBefore <= now + task.everyMinutes * MINUTE_MS) {
    await aimSchedule(ctx.db, task.name, task.notBefore)
    return false
  }
  return transaction(ctx.db, async (tx) => {
    if (!(await takeSchedule(ctx.db, tx, task.name))) return false
    await task.fire(ctx, tx)
    return true
  })
}

const PRUNING: readonly Task[] = [
  {
    name: 'prune:changes',
    everyMinutes: 10,
    notBefore: 0,
    fire: (ctx, tx) => pruneChanges(tx, ctx.clock.now()),
  },
  {
    name: 'prune:deliveries',
    everyMinutes: 60,
    notBefore: 0,
    fire: (ctx, tx) => pruneDeliveries(tx, ctx.clock.now()),
  },
  {
    name: 'prune:trash',
    everyMinutes: 15,
    notBefore: 0,
    fire: (ctx, tx) => expireTrash(tx, ctx.clock.now()),
  },
]

/** A crawl that somebody asked for makes the index as young as one of ours. */
async function sweepsOf(ctx: Context, everyMinutes: number): Promise<readonly Task[]> {
  if (everyMinutes === 0) return []
  const registries = await listRegistryRows(ctx.db.query)
  return registries.map((registry) => ({
    name: `${SWEEP}${registry.id}`,
    everyMinutes,
    notBefore: (registry.syncedAt ?? 0) + everyMinutes * MINUTE_MS,
    fire: (_ctx, tx) => queueCrawl(ctx, tx, registry),
  }))
}
