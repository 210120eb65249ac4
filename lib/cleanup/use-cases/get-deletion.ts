import 'server-only'
import type { Context } from '@/lib/access/context'
import { findRegistryById } from '@/lib/catalog/store/registries'
import { NotFoundError } from '@/lib/core/errors'
import { authorizeJob } from '@/lib/jobs/authorize-job'
import { findJob } from '@/lib/jobs/store/jobs'
import type { ItemState } from '../rules/deletion/item'
import { countItems, type DeletionRow, findDeletion, type JournalItem, listItems } from '../store/journal'
import { deletionIdOf } from './queue-deletion'

const ITEMS_MAX = 1_000

/** States as people ask for them. */
const STATES = {
  open: ['queued', 'checked', 'tombstoned', 'deleted'],
  verified: ['verified'],
  skipped: ['skipped'],
  failed: ['failed'],
} as const satisfies Readonly<Record<string, readonly ItemState[]>>

export type ShownState = keyof typeof STATES

export interface ShownDeletion {
  readonly deletion: DeletionRow
  readonly registry: string
  readonly counts: Readonly<Record<ShownState, number>>
  /** The first 1,000. */
  readonly items: readonly JournalItem[]
}

/** What became of each tag and manifest of a deletion, by its job. @throws NotFoundError */
export async function getDeletion(
  ctx: Context,
  input: { readonly job: string; readonly state?: ShownState | undefined },
): Promise<ShownDeletion> {
  const job = await findJob(ctx.db.query, input.job)
  if (job === undefined) throw new NotFoundError()
  await authorizeJob(ctx, 'job:read', job)
  const id = deletionIdOf(job)
  const deletion = id === undefined ? undefined : await findDeletion(ctx.db.query, id)
  const registry = deletion && (await findRegistryById(ctx.db.query, deletion.registry_id))
  if (deletion === undefined || registry === undefined) throw new NotFoundError()

  const counts = await countItems(ctx.db.query, deletion.id)
  const states = input.state === undefined ? undefined : STATES[input.state]
  const items = await listItems(ctx.db.query, deletion.id, { ...(states && { states }), limit: ITEMS_MAX })
  const sum = (state: ShownState) => STATES[state].reduce((total, one) => total + (counts.get(one) ?? 0), 0)
  return {
    deletion,
    registry: registry.name,
    counts: { open: sum('open'), verified: sum('verified'), skipped: sum('skipped'), failed: sum('failed') },
    items,
  }
}
