/** What every bench is given. */
export interface BenchRun {
  readonly isQuick: boolean
  /** A new, empty database of the run's PostgreSQL; undefined for SQLite. */
  newDatabase(): Promise<string | undefined>
  /** Says how far it is, beside the table. */
  say(text: string): void
}
