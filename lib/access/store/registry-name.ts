import 'server-only'
import type { Executor } from '@/lib/db/connection'

const REGISTRIES_MAX = 1_000

/** The id of a registry by the name people gave it. */
export async function findRegistryId(query: Executor, name: string): Promise<string | undefined> {
  const row = await query.selectFrom('registry').select('id').where('name', '=', name).executeTakeFirst()
  return row?.id
}

/** The name of every registry by its id. */
export async function listRegistryNames(query: Executor): Promise<ReadonlyMap<string, string>> {
  const rows = await query.selectFrom('registry').select(['id', 'name']).limit(REGISTRIES_MAX).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
