import 'server-only'
import pino from 'pino'
import type { Log } from '@/lib/core/log'
import { buildScrubber } from './scrub'

const REDACTED_KEYS = [
  'authorization',
  'cookie',
  'password',
  'currentPassword',
  'newPassword',
  'token',
  'setupToken',
  'secret',
  'headers.authorization',
  'headers.cookie',
  '*.authorization',
  '*.cookie',
  '*.password',
  '*.token',
  '*.secret',
]

export interface LogOptions {
  readonly level: string
  /** Values that must never be printed, wherever they turn up. */
  readonly secrets: readonly string[]
  /** Where lines go; standard output unless a test listens. */
  readonly write?: (line: string) => void
}

/** One JSON line for each event. Secrets are removed by key, by shape and by value. */
export function createLog(options: LogOptions): Log {
  const scrub = buildScrubber(options.secrets)
  const write = options.write ?? ((line: string) => void process.stdout.write(line))
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: REDACTED_KEYS, censor: '[redacted]' },
      serializers: { error: serializeError, err: serializeError },
    },
    { write: (line: string) => write(scrub(line)) },
  )
}

const CAUSES_MAX = 4

function serializeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : typeof error
  const cause =
    error.cause !== undefined && depth < CAUSES_MAX ? serializeError(error.cause, depth + 1) : undefined
  const code = 'code' in error ? String(error.code) : undefined
  return { name: error.name, message: error.message, code, stack: error.stack, cause }
}
