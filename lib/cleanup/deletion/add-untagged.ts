import 'server-only'
import { getRepositoryPlace } from '@/lib/catalog/store/places'
import { transaction } from '@/lib/db/transaction'
import { addItems } from '@/lib/jobs/store/progress'
import type { DeletionItem } from '../rules/deletion/item'
import { addDeletionItems, listItems } from '../store/journal'
import type { DeletionRun } from './deletion-run'
import { planFor } from './load-facts'

/**
 * Adds to a deletion what its tags left untagged, where that is to go too and was not listed beforehand. To be called
 * when no tag is left to do.
 */
export async function addUntagged(run: DeletionRun): Promise<void> {
  const { ctx, deletion, job } = run
  if (deletion.removes_untagged === 0) return
  const all = await listItems(ctx.db.query, deletion.id, { limit: Number.MAX_SAFE_INTEGER })
  if (all.some(({ kind }) => kind === 'manifest')) return

  const roots = all.flatMap(({ state, reason, digest }) =>
    state === 'verified' && reason === null ? digest : [],
  )
  const target = { registry: run.registry.name, repository: run.row.name }
  const place = await getRepositoryPlace(ctx.db.query, target)
  const asked = {
    selected: [],
    selection: 'filter',
    manifests: [...new Set(roots)],
    removeUntagged: true,
  } as const
  const { removed } = await planFor(ctx, place, asked)
  if (removed.length === 0) return

  const items = removed.map((digest): DeletionItem => ({ key: digest, kind: 'manifest', digest }))
  const at = ctx.clock.now()
  await transaction(ctx.db, async (tx) => {
    await addItems(tx, job.hold, { keys: [...all, ...items].map(({ key }) => key), at })
    await addDeletionItems(tx, deletion.id, { items, from: all.length, at })
  })
}
