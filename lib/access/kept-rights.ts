import 'server-only'
import type { Rights } from '@/lib/core/actor'
import type { Executor } from '@/lib/db/connection'
import { loadRights, type RightsReader } from './rights'

/** Over all that is kept: the memory it takes, at about 150 bytes each. */
const GRANTS_KEPT = 100_000
const HOLDERS_KEPT = 2_000

interface Kept {
  readonly version: number
  readonly rights: Rights
}

interface Shelf {
  readonly byHolder: Map<string, Kept>
  grants: number
}

const shelves = new WeakMap<Executor, Shelf>()

/**
 * Reads rights that are kept in the process as long as nobody's grants or groups have changed. `version` is what was
 * read just before, with the row that proved who asks; what is kept was read after the same version was seen, so a
 * change is felt at the next request, whichever process made it.
 */
export function keptRights(version: number): RightsReader {
  return async (query, holder) => {
    // A transaction sees its own changes before they count.
    if (query.isTransaction) return loadRights(query, holder)
    const shelf = shelves.get(query) ?? { byHolder: new Map(), grants: 0 }
    shelves.set(query, shelf)
    const kept = shelf.byHolder.get(holder.id)
    if (kept?.version === version && kept.rights.role === holder.role) return kept.rights

    const rights = await loadRights(query, holder)
    keep(shelf, holder.id, { version, rights })
    return rights
  }
}

function keep(shelf: Shelf, id: string, kept: Kept): void {
  drop(shelf, id)
  shelf.byHolder.set(id, kept)
  shelf.grants += kept.rights.grants.length
  for (const oldest of shelf.byHolder.keys()) {
    if (shelf.grants <= GRANTS_KEPT && shelf.byHolder.size <= HOLDERS_KEPT) return
    drop(shelf, oldest)
  }
}

function drop(shelf: Shelf, id: string): void {
  shelf.grants -= shelf.byHolder.get(id)?.rights.grants.length ?? 0
  shelf.byHolder.delete(id)
}
