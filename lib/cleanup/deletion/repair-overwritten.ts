import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { AppError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { setPhase } from '@/lib/jobs/store/progress'
import { type Digest, isDigest } from '@/lib/oci/digest'
import { parseTagName } from '@/lib/oci/name'
import { type JournalItem, listItems, moveItems } from '../store/journal'
import { listPushesSince, tellsOfEvents } from '../store/told-pushes'
import type { DeletionRun } from './deletion-run'
import { lookAt } from './look'

/** A registry tells of a push within a moment, not at once. */
const TOLD_WITHIN_MS = 1_500

/**
 * Finds tags that somebody pushed between our last look and the write over them, by what the registry tells of pushes,
 * and gives them back what was pushed: no registry takes a condition with a write.
 */
export async function repairOverwritten(run: DeletionRun, acting: Context): Promise<void> {
  const db = run.ctx.db.query
  if (!(await tellsOfEvents(db, run.registry.id))) return
  const done = await listItems(db, run.deletion.id, { states: ['verified'], limit: Number.MAX_SAFE_INTEGER })
  const removed = new Map(
    done.flatMap((item) => (item.kind === 'tag' && item.reason === null ? [[item.key, item] as const] : [])),
  )
  if (removed.size === 0) return
  await sleep(TOLD_WITHIN_MS, undefined, { signal: run.settling })

  const place = { registryId: run.registry.id, repository: run.row.name, since: run.deletion.created_at }
  const pushed = new Map<string, Digest>()
  for (const { tag, digest } of await listPushesSince(db, place)) {
    if (tag !== null && digest !== null && isDigest(digest)) pushed.set(tag, digest)
  }
  for (const [tag, digest] of pushed) {
    const item = removed.get(tag)
    if (item === undefined || item.digest === digest) continue
    await repair(run, acting, { item, digest })
  }
}

interface Overwritten {
  readonly item: JournalItem
  /** What somebody had pushed. */
  readonly digest: Digest
}

async function repair(run: DeletionRun, acting: Context, { item, digest }: Overwritten): Promise<void> {
  const look = await lookAt(run, item, run.settling)
  // It is there: then it was pushed behind us, and nothing was lost.
  if (look.kind !== 'absent') return
  const isPutBack = await putBack(run, { item, digest })
  const at = run.ctx.clock.now()
  await transaction(run.ctx.db, async (tx) => {
    await setPhase(tx, run.job.hold, 'Giving back what was pushed meanwhile')
    const { fence } = run.job.hold
    await moveItems(tx, run.deletion.id, {
      keys: [item.key],
      state: 'skipped',
      reason: 'overwritten',
      fence,
      at,
    })
    await record(acting, tx, {
      type: 'tag.overwritten',
      resource: `${run.registry.name}/${run.row.name}:${item.key}`,
      registryId: run.registry.id,
      repository: run.row.name,
      digest,
      facts: { deletion: run.deletion.id, job: run.job.job.id, isPutBack },
    })
  })
}

async function putBack(run: DeletionRun, { item, digest }: Overwritten): Promise<boolean> {
  const { client, repository, settling: signal } = run
  try {
    const content = await client.getManifest(repository, digest, { signal })
    if (content.kind !== 'manifest') return false
    await run.guard.ensure()
    await client.putManifest({ repository, reference: parseTagName(item.key), content }, { signal })
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}
