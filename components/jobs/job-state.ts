import type { Job } from './is-active'

const MINUTE_MS = 60_000

/** Milliseconds a running job still needs at the pace of its last minute; null while that would be a guess. */
export function remainingMs(job: Pick<Job, 'total' | 'done' | 'failed' | 'itemsPerMinute'>): number | null {
  if (job.total === null || job.itemsPerMinute === null || job.itemsPerMinute === 0) return null
  return (Math.max(0, job.total - job.done - job.failed) / job.itemsPerMinute) * MINUTE_MS
}

/** `142 repositories a minute`, or that it is not known. */
export function paceText({ kind, itemsPerMinute }: Pick<Job, 'kind' | 'itemsPerMinute'>): string {
  if (itemsPerMinute === null) return 'unknown before a minute has passed'
  const unit = unitOf(kind, itemsPerMinute) || (itemsPerMinute === 1 ? ' item' : ' items')
  return `${itemsPerMinute.toLocaleString('en')}${unit} a minute`
}

/** How long it ran, or has run so far; null before it started. */
export function elapsedMs(job: Job, now: number): number | null {
  if (job.startedAt === null) return null
  return Math.max(0, (job.finishedAt ?? now) - job.startedAt)
}

/** `1,204 of 3,587 repositories`; only the count while the total is unknown, and once all is done. */
export function progressText(job: Pick<Job, 'kind' | 'done' | 'total'>): string {
  const done = job.done.toLocaleString('en')
  const unit = unitOf(job.kind, job.total ?? job.done)
  if (job.total === null || job.total === job.done) return `${done}${unit}`
  return `${done} of ${job.total.toLocaleString('en')}${unit}`
}

/** What a job of this kind counts; nothing for a kind that is not known here. */
function unitOf(kind: string, count: number): string {
  if (kind !== 'crawl' && kind !== 'sync-repository' && kind !== 'verify-storage') return ''
  return count === 1 ? ' repository' : ' repositories'
}
