import 'server-only'
import { EnvironmentError, EXIT_CONFIGURATION } from './env'
import type { Settings } from './settings'

export interface StartFailure {
  /** For people, without a stack. */
  readonly line: string
  readonly exitCode: number
}

/** Why the start failed, in one line that names what to change. */
export function explainStartFailure(error: unknown, settings: Settings | undefined): StartFailure {
  if (error instanceof EnvironmentError) return { line: error.message, exitCode: EXIT_CONFIGURATION }
  const reason = error instanceof Error ? oneLine(error) : 'unknown'
  const variable = settings?.databaseUrl ? 'DATABASE_URL' : 'ASSAY_DATA_DIR'
  return { line: `${variable}: the database cannot be used (${reason})`, exitCode: 1 }
}

/** An address in a driver's message may hold a password. */
function oneLine(error: Error): string {
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : ''
  return `${error.message}${cause}`
    .replace(/\s+/g, ' ')
    .replace(/\/\/[^@\s]*@/g, '//[redacted]@')
    .slice(0, 300)
}
