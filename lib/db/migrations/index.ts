import 'server-only'
import type { Migration } from 'kysely'
import type { Database } from '../connection'
import { initial } from './0001-initial'

/** Every migration in the order it is applied. A released one is never changed. */
export function migrationsFor(dialect: Database['dialect']): Record<string, Migration> {
  return {
    '0001-initial': initial(dialect),
  }
}
