import 'server-only'
import type { Executor } from '@/lib/db/connection'

/** What people call a registry; undefined for one that is gone. */
export async function findRegistryName(query: Executor, id: string): Promise<string | undefined> {
  const row = await query.selectFrom('registry').select('name').where('id', '=', id).executeTakeFirst()
  return row?.name
}

/** The registry that has a name now. */
export async function findRegistryId(query: Executor, name: string): Promise<string | undefined> {
  const row = await query.selectFrom('registry').select('id').where('name', '=', name).executeTakeFirst()
  return row?.id
}
