import 'server-only'
import type { Context } from '@/lib/access/context'
import type { LearnedBy } from '../store/drift'
import { dropTouches, findLearnedBy, listTouchedLines, listTouches, type TouchRow } from '../store/touches'
import { checkLine } from './check-line'

const TOUCHES_MAX = 500

/** Something that follows from tags of one repository having changed. Done again it does no harm. */
export type TouchStep = (ctx: Context, touched: TouchedRepository) => Promise<void>

export interface TouchedRepository {
  readonly repositoryId: string
  /** Tags, and digests of manifests that were deleted by digest. */
  readonly subjects: ReadonlySet<string>
}

/**
 * Follows what the index learned about tags of golden repositories, within a second or two of its transaction.
 * What was handled is dropped; what fails stays and is tried again. How much there was.
 */
export async function drainTouches(ctx: Context, steps: readonly TouchStep[]): Promise<number> {
  const touches = await listTouches(ctx.db.query, TOUCHES_MAX)
  for (const [repositoryId, rows] of grouped(touches)) {
    ctx.signal.throwIfAborted()
    const subjects = new Set(rows.map(({ tag }) => tag))
    try {
      for (const step of steps) await step(ctx, { repositoryId, subjects })
    } catch (error) {
      ctx.signal.throwIfAborted()
      ctx.log.warn({ repositoryId, error }, 'what follows from changed tags was put off')
      continue
    }
    await dropTouches(
      ctx.db.query,
      rows.map(({ sequence }) => sequence),
    )
  }
  return touches.length
}

/** Looks for drift in every line that has to do with the repository. */
export const findDriftOfTouched: TouchStep = async (ctx, { repositoryId, subjects }) => {
  const lineIds = await listTouchedLines(ctx.db.query, repositoryId)
  if (lineIds.length === 0) return
  const learned = await findLearnedBy(ctx.db.query, repositoryId, [...subjects])
  for (const lineId of lineIds) {
    await checkLine(ctx, { lineId, learnedBy: learnedByOf(learned), about: subjects })
  }
}

/** A manifest deleted by digest leaves no history of a tag: then it was told by a notification. */
function learnedByOf(learned: string | undefined): LearnedBy {
  if (learned === 'assay') return 'assay'
  return learned === 'crawl' || learned === 'light-check' ? 'sweep' : 'notification'
}

function grouped(touches: readonly TouchRow[]): ReadonlyMap<string, readonly TouchRow[]> {
  const groups = new Map<string, TouchRow[]>()
  for (const touch of touches) {
    const group = groups.get(touch.repositoryId)
    if (group === undefined) groups.set(touch.repositoryId, [touch])
    else group.push(touch)
  }
  return groups
}
