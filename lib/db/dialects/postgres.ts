import 'server-only'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresAdapter,
  PostgresDialect,
  type QueryResult,
} from 'kysely'
import pg from 'pg'
import type { Durability } from './durability'
import { toAppError } from './errors'

const STATEMENT_TIMEOUT_MS = 30_000
const LOCK_TIMEOUT_MS = 5_000
const IDLE_IN_TRANSACTION_MS = 60_000
const CONNECT_TIMEOUT_MS = 5_000
const POOL_MAX = 10
/**
 * Every list has its index, and what is read again and again is in memory: steps through an index cost hardly more than
 * a table read in order. A question is answered by one process; others wait for the same processors.
 */
const PLANNING = 'set random_page_cost = 1.1; set max_parallel_workers_per_gather = 0'
const INT8 = 20
const NUMERIC = 1700

/** The connections to one PostgreSQL, opened at the first use. */
export class PostgresServer {
  readonly #databaseUrl: string
  #pool: pg.Pool | undefined
  #isClosed = false

  constructor(databaseUrl: string) {
    this.#databaseUrl = databaseUrl
  }

  pool(): pg.Pool {
    if (this.#isClosed) throw new Error('The database is closed.')
    this.#pool ??= openPool(this.#databaseUrl)
    return this.#pool
  }

  async close(): Promise<void> {
    const pool = this.#pool
    this.#pool = undefined
    this.#isClosed = true
    await pool?.end()
  }
}

/** Kysely on PostgreSQL with bounded waits; 64-bit integers and sums are read as numbers. */
export class AssayPostgresDialect extends PostgresDialect {
  readonly #server: PostgresServer
  readonly #durability: Durability

  constructor(server: PostgresServer, durability: Durability) {
    super({ pool: async () => server.pool() })
    this.#server = server
    this.#durability = durability
  }

  override createDriver(): Driver {
    return new AssayPostgresDriver(this.#server, this.#durability)
  }

  override createAdapter(): PostgresAdapter {
    return new PostgresAdapter()
  }
}

function openPool(databaseUrl: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: POOL_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    application_name: 'assay',
    // Not as options of the connection: those are the operator's, by PGOPTIONS or in the address.
    onConnect: async (client) => {
      await client.query(PLANNING)
    },
    types: {
      getTypeParser(oid: number, format?: 'text' | 'binary') {
        if (oid === INT8 || oid === NUMERIC) return Number
        return pg.types.getTypeParser(oid, format === 'binary' ? 'text' : format)
      },
    },
  })
  // Without a listener an idle connection that the server ends would end this process.
  pool.on('error', () => {})
  // Nor may one that ends while it is in use: whoever uses it hears of that from its query.
  pool.on('connect', (client) => void client.on('error', () => {}))
  return pool
}

/** A pool whose failures say whether they pass by themselves (`database-busy`). */
class AssayPostgresDriver implements Driver {
  readonly #server: PostgresServer
  readonly #durability: Durability

  constructor(server: PostgresServer, durability: Durability) {
    this.#server = server
    this.#durability = durability
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PostgresConnection> {
    try {
      return new PostgresConnection(await this.#server.pool().connect())
    } catch (error) {
      throw toAppError(error)
    }
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'))
    if (this.#durability === 'full') return
    await connection.executeQuery(CompiledQuery.raw('set local synchronous_commit = off'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    if (connection instanceof PostgresConnection) connection.release()
  }

  async destroy(): Promise<void> {
    await this.#server.close()
  }
}

class PostgresConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient
  #isBroken = false

  constructor(client: pg.PoolClient) {
    this.#client = client
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      const { rows, rowCount } = await this.#client.query(query.sql, [...query.parameters])
      return { rows, numAffectedRows: BigInt(rowCount ?? 0) }
    } catch (error) {
      // Only the server's own answers have a severity; anything else is the connection's end.
      this.#isBroken = !(error instanceof pg.DatabaseError)
      throw toAppError(error)
    }
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query)
  }

  release(): void {
    this.#client.release(this.#isBroken)
  }
}
