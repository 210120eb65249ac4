import 'server-only'
import {
  type DatabaseIntrospector,
  type Dialect,
  type Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Durability } from '../durability'
import { SqliteDriver } from './driver'
import type { SqliteFile } from './file'

/** Migrations run inside one transaction that writes at once, so that only one process migrates. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** Kysely on a SQLite file; nothing is opened before the first query. */
export class SqliteDialect implements Dialect {
  readonly #file: SqliteFile
  readonly #durability: Durability

  constructor(file: SqliteFile, durability: Durability) {
    this.#file = file
    this.#durability = durability
  }

  createDriver(): SqliteDriver {
    return new SqliteDriver(this.#file, this.#durability)
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler()
  }

  createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter()
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(db)
  }
}
