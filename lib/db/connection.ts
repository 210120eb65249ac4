import 'server-only'
import type { Kysely } from 'kysely'
import type { Schema } from './schema'

/** The one connection pool of this process, and which of the two databases is behind it. */
export interface Database {
  readonly dialect: 'sqlite' | 'postgres'
  readonly query: Kysely<Schema>
}
