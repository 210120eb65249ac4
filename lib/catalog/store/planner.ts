import 'server-only'
import type { Database } from '@/lib/db/connection'
import { vacuumGrownTables } from '@/lib/db/dialects/grown-tables'
import type { Schema } from '@/lib/db/schema'

/** What a crawl fills. */
const TABLES = [
  'repository',
  'repository_scope',
  'repository_manifest',
  'manifest',
  'manifest_child',
  'manifest_layer',
  'content',
  'tag',
  'tag_event',
  'tag_word',
  'word_variant',
  'label',
  'label_word',
  'config_label',
  'job_item',
] as const satisfies readonly (keyof Schema)[]

/** Lets the database know how full the index has become. @throws AppError `database-busy` */
export function tellPlanner(db: Database, signal?: AbortSignal): Promise<void> {
  return vacuumGrownTables(db, { tables: TABLES, ...(signal && { signal }) })
}
