import { z } from 'zod'
import type { Context } from '@/lib/access/context'
import { retentionHandlers } from '@/lib/cleanup/handlers/retention'
import { planDeletionOf } from '@/lib/cleanup/use-cases/plan-deletion'
import { createPolicy } from '@/lib/cleanup/use-cases/retention/create-policy'
import { getPolicyRun } from '@/lib/cleanup/use-cases/retention/read-policies'
import { startSimulation } from '@/lib/cleanup/use-cases/retention/start-run'
import { closeDatabase, type Database, openDatabase } from '@/lib/db/connection'
import { runJob } from '@/lib/jobs/run-job'
import { claim } from '@/lib/jobs/store/lease'
import { buildContext } from '@/lib/testing/context'
import { prepareIndex } from './index/prepare'
import { type IndexShape, LONG_REPOSITORY, QUICK_LONG } from './index/rows'
import { newAssayHome } from './process/assay'
import { atMost, type Figure, told } from './report'
import type { BenchRun } from './run'
import { percentile } from './statistics'
import { REGISTRY } from './with-assay'

const SIMULATION_S_MAX = 3
const PLAN_MS_MAX = 1_000
const PLANNED = 500
const PLANS = 5
const SIMULATIONS = 3
/** As many tags in ordinary repositories. */
const MANY: IndexShape = { namespaces: 40, repositories: 2_000, tagsEach: 50, imagesEach: 35 }
const QUICK_MANY: IndexShape = { ...MANY, repositories: 40 }
/** Half of the tags go, whole versions of the last year and the ten newest builds stay. */
const DOCUMENT = {
  rules: [
    { name: 'The newest stay', verb: 'keep', match: { newest: { count: 10, by: 'created' } } },
    { name: 'Builds of CI', verb: 'delete', match: { tags: ['ci-*'] } },
    { name: 'Old ones', verb: 'delete', match: { olderThan: { by: 'created', days: 365 } } },
  ],
  maxPercent: 100,
}

const capabilities = JSON.stringify({
  ...{ catalog: 'yes', tagPaging: 'no', deleteEnabled: 'yes', deleteByTag: 'no', referrersApi: 'no' },
  ...{
    mount: 'yes',
    conditionalGet: 'yes',
    authentication: 'anonymous',
    realm: null,
    server: null,
    latencyMs: 1,
  },
})

/** Simulating a policy over 100,000 tags, and planning the deletion of many tags of a long repository. */
export async function benchRetention(run: BenchRun): Promise<readonly Figure[]> {
  const long = { ...(run.isQuick ? QUICK_LONG : LONG_REPOSITORY), hasContents: true }
  const many = run.isQuick ? QUICK_MANY : MANY
  return [
    ...(await withIndex(run, long, async (db) => [
      await simulation(db, `of one repository with ${long.tagsEach} tags`),
      await plan(db),
    ])),
    ...(await withIndex(run, many, async (db) => [
      await simulation(db, `of ${many.repositories} repositories with ${many.tagsEach} tags each`),
    ])),
    told({
      bench: 'retention',
      what: 'memory of the process',
      value: process.memoryUsage().rss / 1e6,
      measured: `${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
    }),
  ]
}

async function withIndex<T>(
  run: BenchRun,
  shape: IndexShape,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const home = newAssayHome(await run.newDatabase())
  run.say(`writing an index of ${shape.repositories * shape.tagsEach} tags`)
  await prepareIndex(home, { name: REGISTRY, url: 'http://127.0.0.1:9' }, shape)
  const db = openDatabase(home)
  try {
    await db.query.updateTable('registry').set({ capabilities, probed_at: Date.now() }).execute()
    return await work(db)
  } finally {
    await closeDatabase(db)
    home.remove()
  }
}

/** The job of a simulation, from its start to its last verdict written. */
async function simulation(db: Database, what: string): Promise<Figure> {
  const ctx = buildContext({ db })
  const policy = await createPolicy(ctx, {
    name: 'old ones',
    registry: REGISTRY,
    path: '',
    document: DOCUMENT,
    reason: 'A bench.',
    cron: null,
    timeZone: 'UTC',
    isPaused: false,
    removesUntagged: false,
  })
  const took: number[] = []
  const processor: number[] = []
  let totals = { tags: 0, deleted: 0 }
  for (let at = 0; at < SIMULATIONS; at += 1) {
    const started = await startSimulation(ctx, { policy: policy.id })
    const startedMs = performance.now()
    const before = process.cpuUsage()
    await work(ctx)
    took.push(performance.now() - startedMs)
    const { user, system } = process.cpuUsage(before)
    processor.push((user + system) / 1e6)
    const { run } = await getPolicyRun(ctx, { policy: policy.id, run: started.id })
    totals = z.object({ tags: z.number(), deleted: z.number() }).parse(run.totals)
  }
  const seconds = percentile(took, 0.5) / 1000
  return atMost({
    bench: 'retention',
    what: `simulation ${what}`,
    value: seconds,
    max: SIMULATION_S_MAX,
    unit: ' s',
    digits: 2,
    detail: `${totals.deleted} of ${totals.tags} go, processor ${percentile(processor, 0.5).toFixed(2)} s`,
  })
}

async function work(ctx: Context): Promise<void> {
  const job = await claim(ctx.db, { owner: 'bench', kinds: Object.keys(retentionHandlers) })
  const handler = job && retentionHandlers[job.kind]
  if (job === undefined || handler === undefined) throw new Error('No job is queued.')
  await runJob(ctx, { job, handler, stopping: new AbortController().signal })
}

async function plan(db: Database): Promise<Figure> {
  const ctx = buildContext({ db })
  const rows = await db.query
    .selectFrom('tag')
    .innerJoin('repository', 'repository.id', 'tag.repository_id')
    .select(['tag.name as tag', 'tag.digest', 'repository.name as repository'])
    .orderBy('tag.name_key')
    .limit(PLANNED)
    .execute()
  const target = {
    registry: REGISTRY,
    repository: rows[0]?.repository ?? '',
    tags: rows,
    removeUntagged: true,
  }
  const took: number[] = []
  for (let at = 0; at < PLANS; at += 1) {
    const startedMs = performance.now()
    const found = await planDeletionOf(ctx, target)
    took.push(performance.now() - startedMs)
    if (found.tags.length !== PLANNED) throw new Error('The plan leaves tags out.')
  }
  return atMost({
    bench: 'retention',
    what: `plan for ${PLANNED} tags with what becomes untagged`,
    value: percentile(took, 0.95),
    max: PLAN_MS_MAX,
    unit: ' ms',
  })
}
