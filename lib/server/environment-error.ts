import 'server-only'

/** The environment cannot be run with. The message is one line and names the variable. */
export class EnvironmentError extends Error {
  constructor(
    readonly variable: string,
    readonly advice: string,
  ) {
    super(`${variable}: ${advice}`)
    this.name = 'EnvironmentError'
  }
}

/** One variable, trimmed; undefined when unset or empty. */
export type Read = (name: string) => string | undefined
