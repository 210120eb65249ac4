const UNDER_WAY: ReadonlySet<string> = new Set(['queued', 'running', 'cancelling'])

/** Whether a job still has something to do. */
export function isUnderWay(status: string): boolean {
  return UNDER_WAY.has(status)
}
