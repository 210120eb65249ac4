import 'server-only'
import { type Migration, sql } from 'kysely'
import type { Database } from '../connection'
import { textType } from '../dialects/features'

/** What becomes of golden manifests that somebody deletes at the registry, and how often it was tried. */
const STATEMENTS: readonly string[] = [
  `alter table golden_line add column on_missing $text not null default 'put-back'`,
  'alter table golden_drift add column attempts integer not null default 0',
  'alter table golden_drift add column attempt_again_at bigint',
  'alter table golden_drift add column attempt_problem $text',
]

export function goldenPutBack(dialect: Database['dialect']): Migration {
  return {
    async up(db) {
      for (const statement of STATEMENTS) {
        await sql.raw(statement.replaceAll('$text', textType(dialect))).execute(db)
      }
    },
  }
}
