import 'server-only'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
/** Statements kept prepared; the texts we run often are few. */
const PREPARED_MAX = 300

interface NativeStatement {
  readonly reader?: boolean
  columns?(): readonly unknown[]
  all<R>(...parameters: readonly unknown[]): R[]
  run(...parameters: readonly unknown[]): { readonly changes: number | bigint }
}

interface NativeDatabase {
  exec(text: string): void
  prepare(text: string): NativeStatement
  close(): void
}

export interface SqliteRun<R> {
  readonly rows: R[]
  readonly changes: number | bigint
}

/** One open SQLite file; calls are synchronous and give plain objects. */
export interface SqliteHandle {
  exec(text: string): void
  run<R>(text: string, parameters: readonly unknown[]): SqliteRun<R>
  close(): void
}

/** Opens a file with the driver this runtime has: the built-in one, else better-sqlite3. */
export function openHandle(file: string): SqliteHandle {
  const database = openNative(file)
  const prepared = new Map<string, { readonly statement: NativeStatement; readonly isReader: boolean }>()

  function prepare(text: string) {
    const kept = prepared.get(text)
    if (kept !== undefined) return kept

    const statement = database.prepare(text)
    const entry = { statement, isReader: returnsRows(statement, text) }
    if (prepared.size >= PREPARED_MAX)
      for (const oldest of prepared.keys()) if (prepared.delete(oldest)) break
    prepared.set(text, entry)
    return entry
  }

  return {
    exec: (text) => database.exec(text),
    run<R>(text: string, parameters: readonly unknown[]): SqliteRun<R> {
      const { statement, isReader } = prepare(text)
      if (!isReader) return { rows: [], changes: statement.run(...parameters).changes }
      const rows = statement.all<R>(...parameters)
      // The built-in driver's rows have no prototype, which server components refuse to pass on.
      return { rows: rows.map((row) => ({ ...row })), changes: rows.length }
    },
    close() {
      prepared.clear()
      database.close()
    },
  }
}

type NativeClass = new (file: string) => NativeDatabase

function openNative(file: string): NativeDatabase {
  // Asked of the process: a bundler does not know this module and puts an error in the place of a `require`.
  const builtIn: unknown = process.getBuiltinModule('node:sqlite')
  if (hasDatabaseSync(builtIn)) return new builtIn.DatabaseSync(file)
  const BetterSqlite: NativeClass = require('better-sqlite3')
  return new BetterSqlite(file)
}

function hasDatabaseSync(module: unknown): module is { readonly DatabaseSync: NativeClass } {
  return typeof module === 'object' && module !== null && 'DatabaseSync' in module
}

function returnsRows(statement: NativeStatement, text: string): boolean {
  if (statement.reader !== undefined) return statement.reader
  if (statement.columns !== undefined) return statement.columns().length > 0
  return /^\s*(?:select|with|pragma)\b|\breturning\b/i.test(text)
}
