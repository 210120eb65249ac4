import { tellPlanner } from '@/lib/catalog/store/planner'
import { closeDatabase, openDatabase } from '@/lib/db/connection'
import { migrate } from '@/lib/db/migrate'
import type { AssayHome } from '../process/assay'
import type { IndexShape } from './rows'
import { type IndexedRegistry, insertRegistry, writeIndex } from './write'

/** Makes the database of a server that is not started yet: one registry, and what its index is to hold. */
export async function prepareIndex(
  home: Pick<AssayHome, 'dataDir' | 'databaseUrl'>,
  registry: IndexedRegistry,
  shape?: IndexShape,
): Promise<void> {
  const database = openDatabase(home)
  try {
    await migrate(database)
    if (shape === undefined) await insertRegistry(database, registry)
    else await writeIndex(database, registry, shape)
    await tellPlanner(database)
  } finally {
    await closeDatabase(database)
  }
}
