import { drainTouches, findDriftOfTouched } from '@/lib/golden/drift/drain-touches'
import { afterMarkingHandlers } from '@/lib/golden/handlers/after-marking'
import { listDrift } from '@/lib/golden/use-cases/drift/list-drift'
import { buildContext } from './context'
import type { GoldenWorld } from './golden-world'
import { crawlNow } from './index-fixture'
import { runOneJob } from './run-one-job'

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

/** Runs the job that a decision queued: pointing, pinning, putting back. */
export function runNextJob({ db, ctx }: GoldenWorld) {
  return runOneJob(buildContext({ db, registries: ctx.registries }), afterMarkingHandlers)
}
