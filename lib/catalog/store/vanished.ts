import 'server-only'
import type { Executor } from '@/lib/db/connection'

const NAMES_MAX = 100

/** Raises the doubt, or keeps it up with what is gone now. */
export async function raiseVanishAlert(
  db: Executor,
  registryId: string,
  {
    known,
    missing,
    at,
  }: { readonly known: number; readonly missing: readonly string[]; readonly at: number },
): Promise<void> {
  await db
    .updateTable('registry')
    .set((eb) => ({
      vanish_since: eb.fn.coalesce('vanish_since', eb.val(at)),
      vanish_known: known,
      vanish_missing: missing.length,
      vanish_names: JSON.stringify(missing.slice(0, NAMES_MAX)),
    }))
    .where('id', '=', registryId)
    .execute()
}

/** Ends the doubt. */
export async function clearVanishAlert(db: Executor, registryId: string): Promise<void> {
  await db
    .updateTable('registry')
    .set({ vanish_since: null, vanish_known: null, vanish_missing: null, vanish_names: null })
    .where('id', '=', registryId)
    .where('vanish_since', 'is not', null)
    .execute()
}

/** All registries, at most 1,000, with whether they are doubted. */
export async function listVanishStates(
  db: Executor,
): Promise<readonly { readonly id: string; readonly name: string; readonly isDoubted: boolean }[]> {
  const rows = await db.selectFrom('registry').select(['id', 'name', 'vanish_since']).limit(1000).execute()
  return rows.map((row) => ({ id: row.id, name: row.name, isDoubted: row.vanish_since !== null }))
}
