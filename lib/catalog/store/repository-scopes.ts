import 'server-only'
import { scopeKeysOf } from '@/lib/access/rules/covers'
import type { Executor } from '@/lib/db/connection'
import { insertRows } from '@/lib/db/insert-rows'

/** Names asked for one by one; more are cheaper to find by looking at the whole registry. */
const NAMED_MAX = 100

/** Writes down which scopes repositories lie in, where that is not done yet. Grants find them by these rows. */
export async function addScopes(tx: Executor, registryId: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  let query = tx
    .selectFrom('repository')
    .select(['id', 'name'])
    .where('registry_id', '=', registryId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('repository_scope')
            .select('repository_scope.scope')
            .whereRef('repository_scope.repository_id', '=', 'repository.id'),
        ),
      ),
    )
  if (names.length <= NAMED_MAX) query = query.where('name', 'in', [...names])
  const rows = (await query.execute()).flatMap(({ id, name }) =>
    scopeKeysOf(registryId, name).map((scope) => ({ scope, repository_id: id })),
  )
  if (rows.length > 0) {
    await insertRows(tx, 'repository_scope', { rows, conflict: ['scope', 'repository_id'] })
  }
}
