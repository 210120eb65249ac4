import 'server-only'
import type { Migration } from 'kysely'
import type { Database } from '../connection'
import { initial } from './0001-initial'
import { tagHistory } from './0002-tag-history'
import { live } from './0004-live'
import { searchAndStorage } from './0005-search-and-storage'
import { signIn } from './0007-sign-in'

/** Every migration in the order it is applied. A released one is never changed. */
export function migrationsFor(dialect: Database['dialect']): Record<string, Migration> {
  return {
    '0001-initial': initial(dialect),
    '0002-tag-history': tagHistory(dialect),
    '0005-search-and-storage': searchAndStorage(dialect),
    '0004-live': live(dialect),
    '0007-sign-in': signIn(dialect),
  }
}
