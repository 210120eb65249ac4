import 'server-only'
import type { Executor } from '@/lib/db/connection'

/** What people call a registry; undefined for one that is gone. */
export async function findRegistryName(query: Executor, id: string): Promise<string | undefined> {
  const row = await query.selectFrom('registry').select('name').where('id', '=', id).executeTakeFirst()
  return row?.name
}
