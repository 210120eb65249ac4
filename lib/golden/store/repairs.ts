import 'server-only'
import type { Executor } from '@/lib/db/connection'

/** Who repaired drift, by its id, as the decisions say. */
export async function listRepairs(
  db: Executor,
  driftIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (driftIds.length === 0) return new Map()
  const facts = driftIds.slice(0, 500).map((id) => JSON.stringify({ drift: id }))
  const rows = await db
    .selectFrom('golden_decision')
    .select(['facts', 'actor_name'])
    .where('verb', '=', 'repair')
    .where('facts', 'in', facts)
    .execute()
  const names = new Map(rows.map((row) => [row.facts, row.actor_name]))
  return new Map(
    driftIds.flatMap((id): [string, string][] => {
      const name = names.get(JSON.stringify({ drift: id }))
      return name === undefined ? [] : [[id, name]]
    }),
  )
}
