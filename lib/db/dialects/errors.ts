import 'server-only'
import { AppError } from '@/lib/core/errors'

const RETRY_AFTER_SECONDS = 5

/** SQLSTATEs that pass: lock not available, statement timeout, serialization, deadlock, too many or lost connections. */
const POSTGRES_PASSING = /^(?:55P03|57014|40001|40P01|53[0-9A-Z]{3}|57P0[1-5]|08[0-9A-Z]{3}|25P03)$/
const SOCKET_PASSING: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
])
/** What the driver says itself of a connection that ended under it, without a code. */
const LOST_CONNECTION =
  /^(?:Connection terminated|timeout exceeded when trying|Client (?:has encountered a connection error|was closed))/
const SQLITE_BUSY = 5
const SQLITE_LOCKED = 6
const SQLITE_FULL = 13
const SQLITE_UNIQUE = /^SQLITE_CONSTRAINT_(?:UNIQUE|PRIMARYKEY)$/
const SQLITE_UNIQUE_CODES: ReadonlySet<number> = new Set([2067, 1555])

/** The database is there but cannot take the statement now; trying again later helps. */
export function databaseBusy(cause?: unknown): AppError {
  return new AppError('database-busy', 'The database is busy. Try again in a few seconds.', {
    cause,
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  })
}

/** Gives what passes by itself the code `database-busy`, and everything else back as it is. */
export function toAppError(error: unknown): unknown {
  return isPassing(error) ? databaseBusy(error) : error
}

/** Whether another process holds SQLite's write lock. */
export function isBusy(error: unknown): boolean {
  if (error instanceof AppError) return isBusy(error.cause)
  const code = codeOf(error)
  if (typeof code === 'string' && /^SQLITE_(?:BUSY|LOCKED)/.test(code)) return true
  return isSqliteResult(error, SQLITE_BUSY) || isSqliteResult(error, SQLITE_LOCKED)
}

/** Whether a row with the same key exists already. */
export function isUniqueViolation(error: unknown): boolean {
  const code = codeOf(error)
  if (code === '23505') return true
  if (typeof code === 'string' && SQLITE_UNIQUE.test(code)) return true
  const result = property(error, 'errcode')
  return typeof result === 'number' && SQLITE_UNIQUE_CODES.has(result)
}

function isPassing(error: unknown): boolean {
  if (error instanceof AppError) return false
  if (isBusy(error) || codeOf(error) === 'SQLITE_FULL' || isSqliteResult(error, SQLITE_FULL)) return true
  const code = codeOf(error)
  if (typeof code === 'string' && (POSTGRES_PASSING.test(code) || SOCKET_PASSING.has(code))) return true
  return error instanceof Error && LOST_CONNECTION.test(error.message)
}

/** The built-in driver numbers its results; the low byte is the primary one. */
function isSqliteResult(error: unknown, primary: number): boolean {
  const result = property(error, 'errcode')
  return codeOf(error) === 'ERR_SQLITE_ERROR' && typeof result === 'number' && (result & 0xff) === primary
}

function codeOf(error: unknown): unknown {
  return property(error, 'code')
}

function property(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.getOwnPropertyDescriptor(value, key)?.value
}
