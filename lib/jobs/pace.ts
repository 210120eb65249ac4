import 'server-only'

/** Progress of one job is told at most so often. */
const TOLD_EVERY_MS = 1_000

const toldAt = new Map<string, number>()

/** Whether the progress of a job is worth telling again; true starts the next interval. */
export function isTimeToTell(jobId: string, nowMs: number): boolean {
  const last = toldAt.get(jobId)
  if (last !== undefined && Math.abs(nowMs - last) < TOLD_EVERY_MS) return false
  toldAt.set(jobId, nowMs)
  return true
}

/** Forgets a job that has come to its end here. */
export function forgetPace(jobId: string): void {
  toldAt.delete(jobId)
}
