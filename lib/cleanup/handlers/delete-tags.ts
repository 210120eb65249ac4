import 'server-only'
import type { Context } from '@/lib/access/context'
import { recount } from '@/lib/catalog/store/save-repositories'
import { announce } from '@/lib/changes/announce'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { transaction } from '@/lib/db/transaction'
import type { JobHandler, JobRun } from '@/lib/jobs/handler'
import type { JobOutcome } from '@/lib/jobs/job'
import { addItems, listOpenItems, readTally, setPhase } from '@/lib/jobs/store/progress'
import { enqueue } from '@/lib/jobs/store/queue'
import { addUntagged } from '../deletion/add-untagged'
import { authorizeRun, type DeletionRun, openRun } from '../deletion/deletion-run'
import { findMethod } from '../deletion/find-method'
import { removeManifests } from '../deletion/remove-manifests'
import { removeByName, removeByTombstone } from '../deletion/remove-tags'
import { repairOverwritten } from '../deletion/repair-overwritten'
import { settleUnderWay } from '../deletion/settle-under-way'
import { chunkSize } from '../rules/deletion/chunk'
import { describeMethod } from '../rules/deletion/messages'
import { countItems, findDeletion, listItems, listQueuedItems, reopenFailed } from '../store/journal'
import { deletionIdOf } from '../use-cases/queue-deletion'

/** Manifests between two looks at all tags of the repository. */
const MANIFESTS_PER_STEP = 100

/** Carries out a deletion, or what is left of it. */
export const deleteTags: JobHandler = Object.assign(
  async (ctx: Context, job: JobRun): Promise<JobOutcome> => {
    const opened = await open(ctx, job)
    await takeItems(ctx, job, opened.deletion.id)
    await setPhase(ctx.db.query, job.hold, 'Asking how the registry deletes')
    await settleUnderWay({ ...opened, method: { kind: 'tombstone' } })
    const run = { ...opened, method: await findMethod(opened) }
    try {
      await work(run)
    } finally {
      if (!run.settling.aborted) await tidyUp(run)
    }
    const { failed } = await readTally(ctx.db.query, job.hold)
    return { status: failed > 0 ? 'partial' : 'succeeded', problemCode: null }
  },
  {
    settle: async (ctx: Context, job: JobRun) => {
      const run: DeletionRun = { ...(await open(ctx, job)), method: { kind: 'tombstone' } }
      await settleUnderWay(run)
      await tidyUp(run)
    },
  },
)

async function open(ctx: Context, job: JobRun) {
  const id = deletionIdOf(job.job)
  const deletion = id === undefined ? undefined : await findDeletion(ctx.db.query, id)
  if (deletion === undefined) throw new NotFoundError()
  return openRun(ctx, { job, deletion })
}

/** A job that does a deletion once more has been given the items that failed or were left. */
async function takeItems(ctx: Context, job: JobRun, deletionId: string): Promise<void> {
  const at = ctx.clock.now()
  await transaction(ctx.db, async (tx) => {
    const open = await listOpenItems(tx, job.job.id)
    if (job.job.done + job.job.failed === 0) await reopenFailed(tx, deletionId, at)
    if (job.job.total !== null || open.length > 0) return
    const items = await listItems(tx, deletionId, { states: ['queued'], limit: Number.MAX_SAFE_INTEGER })
    await addItems(tx, job.hold, { keys: items.map(({ key }) => key), at })
  })
}

async function work(run: DeletionRun): Promise<void> {
  const { method, deletion, ctx, job } = run
  if (method.kind === 'unavailable') {
    const code = method.because === 'not-probed' ? 'upstream-ambiguous' : method.because
    throw new AppError(code, describeMethod(method).reason)
  }
  const limit = chunkSize(method.kind, run.row.tag_count)
  for (let chunk = 1; !run.working.aborted; chunk += 1) {
    const items = await listQueuedItems(ctx.db.query, deletion.id, { kind: 'tag', limit })
    if (items.length === 0) break
    const acting = await authorizeRun(run)
    const name = `${job.job.id}/${job.hold.fence}/${chunk}`
    if (method.kind === 'untag') await removeByName(run, acting, { items })
    else await removeByTombstone(run, acting, { items, name })
  }
  if (!run.working.aborted) await repairOverwritten(run, await authorizeRun(run))
  if (!run.working.aborted) await addUntagged(run)
  while (!run.working.aborted) {
    const step = { kind: 'manifest', limit: MANIFESTS_PER_STEP } as const
    const items = await listQueuedItems(ctx.db.query, deletion.id, step)
    if (items.length === 0) break
    await removeManifests(run, await authorizeRun(run), items)
  }
}

/** Adds up the repository anew, and has it compared where somebody else changed a tag meanwhile. */
async function tidyUp(run: DeletionRun): Promise<void> {
  const { ctx, registry, row, deletion } = run
  const at = ctx.clock.now()
  const skipped = (await countItems(ctx.db.query, deletion.id)).get('skipped') ?? 0
  await transaction(ctx.db, async (tx) => {
    await recount(tx, row.id)
    await announce(tx, { topic: `repository:${row.id}`, what: 'tags' })
    if (skipped === 0) return
    await enqueue(tx, {
      id: newId('job', at),
      kind: 'sync-repository',
      registryId: registry.id,
      input: { registryId: registry.id, repository: row.name },
      dedupeKey: `sync-repository:${registry.id}:${row.name}`,
      createdBy: deletion.actor_name,
      createdAt: at,
    })
  })
}
