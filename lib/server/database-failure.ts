import 'server-only'

/** SQLite's busy, locked, full; PostgreSQL's shutting down, starting, too many connections, lock timeout, lost. */
const BUSY_CODES: ReadonlySet<unknown> = new Set([
  'SQLITE_BUSY',
  'SQLITE_BUSY_SNAPSHOT',
  'SQLITE_LOCKED',
  'SQLITE_FULL',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '53100',
  '55P03',
  '40001',
  '40P01',
  '08006',
  '08001',
  'ECONNREFUSED',
  'ECONNRESET',
])
/** The same of SQLite as the driver inside Node numbers them. */
const BUSY_SQLITE_NUMBERS: ReadonlySet<unknown> = new Set([5, 6, 13, 517])

/** Whether a database refused for now: trying again later may help, and nothing about the request was wrong. */
export function isDatabaseBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('errcode' in error && BUSY_SQLITE_NUMBERS.has(error.errcode)) return true
  return 'code' in error && BUSY_CODES.has(error.code)
}
