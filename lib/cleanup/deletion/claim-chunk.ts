import 'server-only'
import { z } from 'zod'
import type { Context } from '@/lib/access/context'
import { holdRepository } from '@/lib/catalog/store/save-repositories'
import { transaction } from '@/lib/db/transaction'
import { setPhase } from '@/lib/jobs/store/progress'
import { type JournalItem, moveItems } from '../store/journal'
import { type KeptManifest, keepManifests } from '../store/kept-manifests'
import { findProtection } from '../store/protection'
import { closeTags, type TagOutcome } from './close-tags'
import type { DeletionRun } from './deletion-run'

/** Bytes outlive the trash they belong to, however long the work takes. */
const KEPT_BEYOND_MS = 24 * 60 * 60 * 1000

export interface Chunk {
  readonly items: readonly JournalItem[]
  /** The digest put over the tags; null where tags are deleted by their names. */
  readonly tombstone: string | null
  readonly kept: ReadonlyMap<string, KeptManifest>
}

/**
 * Writes down what is about to happen to some tags before anything does: what they named is kept, what is put over
 * them is named. Gives those that may go; what is protected by now is closed.
 * @throws LeaseLostError
 */
export async function claimChunk(
  run: DeletionRun,
  acting: Context,
  { items, tombstone, kept }: Chunk,
): Promise<readonly JournalItem[]> {
  const at = run.ctx.clock.now()
  const isProtected = await transaction(run.ctx.db, async (tx) => {
    await setPhase(tx, run.job.hold, 'Removing tags')
    await holdRepository(tx, run.row.id)
    const protection = await findProtection(
      tx,
      run.row.id,
      isUnpinning(run) ? [] : items.map(({ digest }) => digest),
    )
    const until = at + run.trashPeriodMs + KEPT_BEYOND_MS
    await keepManifests(tx, { manifests: [...kept.values()], until })
    const keys = items.flatMap(({ key, digest }) => (protection.has(digest) ? [] : key))
    await moveItems(tx, run.deletion.id, { keys, state: 'checked', tombstone, fence: run.job.hold.fence, at })
    return ({ digest }: JournalItem) => protection.has(digest)
  })
  const refused = items.filter(isProtected)
  if (refused.length > 0) {
    const outcome: TagOutcome = { kind: 'skipped', reason: 'protected' }
    const outcomes = new Map(refused.map(({ key }) => [key, outcome]))
    await closeTags(run, acting, { items: refused, outcomes })
  }
  return items.filter((item) => !isProtected(item))
}

const unpinning = z.object({ unpins: z.string() })

/**
 * Whether these are the tags of whoever protects what they name, taken off by themselves: the digest stays, and no
 * other tag of it is touched. Nobody can ask for it from outside: a deletion's facts are written by Assay.
 */
function isUnpinning({ deletion }: DeletionRun): boolean {
  return unpinning.safeParse(JSON.parse(deletion.facts)).success
}
