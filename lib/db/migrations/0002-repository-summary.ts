import 'server-only'
import { type Migration, sql } from 'kysely'
import type { Database } from '../connection'
import { textType } from '../dialects/features'

/** What a repository's page sums up is kept beside it, and filters get an index that covers them. */
export function repositorySummary(dialect: Database['dialect']): Migration {
  return {
    async up(db) {
      const statements = [
        'alter table repository add column manifest_count integer',
        'alter table repository add column untagged_count integer',
        `alter table repository add column platforms ${textType(dialect)}`,
        'create index tag_by_filter on tag (repository_id, kind, platforms, name)',
      ]
      for (const statement of statements) await sql.raw(statement).execute(db)
    },
  }
}
