import 'server-only'
import type { Executor } from '@/lib/db/connection'

const IDS_PER_STATEMENT = 400

async function inParts<T>(ids: readonly string[], read: (part: string[]) => Promise<T[]>): Promise<T[]> {
  const rows: T[] = []
  for (let start = 0; start < ids.length; start += IDS_PER_STATEMENT) {
    rows.push(...(await read(ids.slice(start, start + IDS_PER_STATEMENT))))
  }
  return rows
}

/** Names of registries; those that are gone are left out. */
export function listRegistryNames(db: Executor, ids: readonly string[]) {
  return inParts(ids, (part) =>
    db.selectFrom('registry').select(['id', 'name']).where('id', 'in', part).execute(),
  )
}

/** Names of repositories and of their registries; those that are gone are left out. */
export function listRepositoryPlaces(db: Executor, ids: readonly string[]) {
  return inParts(ids, (part) =>
    db
      .selectFrom('repository')
      .innerJoin('registry', 'registry.id', 'repository.registry_id')
      .select(['repository.id', 'repository.name', 'repository.registry_id', 'registry.name as registry'])
      .where('repository.id', 'in', part)
      .execute(),
  )
}

/** What jobs are about; those that are gone are left out. */
export function listJobPlaces(db: Executor, ids: readonly string[]) {
  return inParts(ids, (part) =>
    db.selectFrom('job').select(['id', 'registry_id', 'input']).where('id', 'in', part).execute(),
  )
}
