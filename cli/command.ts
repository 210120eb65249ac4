import type { Context } from '@/lib/access/context'
import type { Runtime } from '@/lib/server/runtime'

/** What a command is given, and where it writes: results to standard output, the rest to standard error. */
export interface CommandInput {
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  /** What stands behind the command besides options. */
  readonly names: readonly string[]
  readonly app: Runtime
  readonly ctx: Context
  readonly print: (line: string) => void
  readonly note: (line: string) => void
}

export interface Command {
  readonly words: readonly string[]
  readonly usage: string
  readonly summary: string
  readonly options: Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>
  /** Whether names may stand behind it besides options. */
  readonly takesNames?: true
  readonly run: (input: CommandInput) => Promise<number>
}

export const EXIT_OK = 0
export const EXIT_FAILED = 1
export const EXIT_USAGE = 2

/** The command was called wrongly; the message says how to call it. */
export class UsageError extends Error {}

/** The value of an option that has to be there. */
export function required(options: CommandInput['options'], name: string): string {
  const value = options[name]
  if (typeof value === 'string' && value !== '') return value
  throw new UsageError(`--${name} is missing`)
}

/** The value of an option that may be absent. */
export function optional(options: CommandInput['options'], name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}
