import 'server-only'
import {
  type DatabaseIntrospector,
  type Dialect,
  type Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { SqliteDriver } from './driver'

/** Migrations run inside one transaction that writes at once, so that only one process migrates. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** Kysely on a SQLite file; nothing is opened before the first query. */
export class SqliteDialect implements Dialect {
  readonly #driver: SqliteDriver

  constructor(file: () => string) {
    this.#driver = new SqliteDriver(file)
  }

  createDriver(): SqliteDriver {
    return this.#driver
  }

  closeNow(): void {
    this.#driver.closeNow()
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
