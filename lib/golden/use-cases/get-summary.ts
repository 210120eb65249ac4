import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { visibilityOf } from '@/lib/access/rules/visibility'
import { currentOf, DAY_MS, type VersionFacts } from '../rules/version'
import { countDriftRows } from '../store/drift'
import { listVisibleVersions } from '../store/visible-versions'
import { listInbox } from './list-inbox'

/** Ends that are this near are told on the overview. */
export const ENDING_DAYS = 30

export interface GoldenSummary {
  readonly lines: number
  /** Lines with a version in force. */
  readonly inForce: number
  /** Of those, what ends within thirty days. */
  readonly ending: number
  /** Places where registries have drifted. */
  readonly drifted: number
  /** What waits for the reader's own decision. */
  readonly waiting: number
}

/** How golden images fare, of what the reader may see. @throws ForbiddenError */
export async function getGoldenSummary(ctx: Context): Promise<GoldenSummary> {
  await authorize(ctx, 'line:list')

  const now = ctx.clock.now()
  const visibility = visibilityOf(ctx.actor)
  const lines = await listVisibleVersions(ctx.db.query, visibility)
  const inForce = [...lines.values()].flatMap(
    (versions: readonly VersionFacts[]) => currentOf(versions, now) ?? [],
  )
  return {
    lines: lines.size,
    inForce: inForce.length,
    ending: inForce.filter(({ expiresAt }) => expiresAt !== null && expiresAt - now <= ENDING_DAYS * DAY_MS)
      .length,
    drifted: await countDriftRows(ctx.db.query, { visibility, state: 'open' }),
    waiting: (await listInbox(ctx)).length,
  }
}
