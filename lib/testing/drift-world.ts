import { drainTouches, findDriftOfTouched } from '@/lib/golden/drift/drain-touches'
import { afterMarkingHandlers } from '@/lib/golden/handlers/after-marking'
import { listDrift } from '@/lib/golden/use-cases/drift/list-drift'
import { runJob } from '@/lib/jobs/run-job'
import { findJob } from '@/lib/jobs/store/jobs'
import { claim } from '@/lib/jobs/store/lease'
import { buildContext } from './context'
import type { GoldenWorld } from './golden-world'
import { crawlNow } from './index-fixture'

/** What the index learns, and what follows from it. */
export async function followIndex(world: GoldenWorld): Promise<void> {
  await crawlNow({ db: world.db, registries: world.ctx.registries })
  await followTouches(world)
}

export async function followTouches(world: GoldenWorld): Promise<void> {
  await drainTouches(buildContext({ db: world.db, registries: world.ctx.registries }), [findDriftOfTouched])
}

export async function shownDrift(world: GoldenWorld, state: 'open' | 'resolved' = 'open') {
  const { items } = await listDrift(world.person('mia'), { state, limit: 50 })
  return items.map(({ row }) => row)
}

export async function auditedAs(world: GoldenWorld, type: string) {
  return world.db.query
    .selectFrom('audit_event')
    .select(['type', 'actor_name', 'reason'])
    .where('type', '=', type)
    .execute()
}

/** Runs the job that a decision queued: pointing, pinning, putting back. */
export async function runNextJob(world: GoldenWorld) {
  const job = await claim(world.db, { owner: 'test', kinds: Object.keys(afterMarkingHandlers) })
  const handler = job && afterMarkingHandlers[job.kind]
  if (job === undefined || handler === undefined) throw new Error('No job is queued.')
  const ctx = buildContext({ db: world.db, registries: world.ctx.registries })
  await runJob(ctx, { job, handler, stopping: new AbortController().signal })
  return findJob(world.db.query, job.id)
}
