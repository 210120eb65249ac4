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
  /** Tags, and digests of manifests that were deleted by digest or pushed under no tag. */
  readonly subjects: ReadonlySet<string>
}

/** How often what follows from a repository's tags has failed in a row, and until when it is left alone. */
export type PutOff = Map<string, { readonly failures: number; readonly until: number }>

const WAIT_MAX_MS = 60_000
/** Some four hours: by then a sweep has compared everything. */
const FAILURES_MAX = 240

/**
 * Follows what the index learned about tags of golden repositories, within a second or two of its transaction.
 * What was handled is dropped; what fails is tried again after a wait that doubles. How much there was.
 */
export async function drainTouches(
  ctx: Context,
  steps: readonly TouchStep[],
  putOff: PutOff = new Map(),
): Promise<number> {
  const now = ctx.clock.now()
  const waiting = [...putOff].filter(([, { until }]) => until > now).map(([repositoryId]) => repositoryId)
  const touches = await listTouches(ctx.db.query, { limit: TOUCHES_MAX, except: waiting })
  for (const [repositoryId, rows] of grouped(touches)) {
    ctx.signal.throwIfAborted()
    const subjects = new Set(rows.map(({ tag }) => tag))
    const isDone = await takeSteps(ctx, steps, { repositoryId, subjects })
    const failures = isDone ? 0 : (putOff.get(repositoryId)?.failures ?? 0) + 1
    if (failures > 0 && failures < FAILURES_MAX) {
      putOff.set(repositoryId, { failures, until: now + Math.min(1000 * 2 ** failures, WAIT_MAX_MS) })
      continue
    }
    putOff.delete(repositoryId)
    await dropTouches(
      ctx.db.query,
      rows.map(({ sequence }) => sequence),
    )
  }
  return touches.length
}

/** Each step on its own: one that fails keeps no other from being taken. Whether all were. */
async function takeSteps(
  ctx: Context,
  steps: readonly TouchStep[],
  touched: TouchedRepository,
): Promise<boolean> {
  let isDone = true
  for (const step of steps) {
    try {
      await step(ctx, touched)
    } catch (error) {
      ctx.signal.throwIfAborted()
      ctx.log.warn({ ...touched, subjects: [...touched.subjects].slice(0, 20), error }, 'a step was put off')
      isDone = false
    }
  }
  return isDone
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
