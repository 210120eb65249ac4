import type { Tone } from '@/components/ui/tone'
import type { Output } from '@/lib/api/client/api'

export type Job = Output<'listJobs'>['items'][number]
export type JobDetail = Output<'getJob'>

const ACTIVE: ReadonlySet<Job['status']> = new Set(['queued', 'running', 'cancelling'])
const MINUTE_MS = 60_000

export function isActive(job: Pick<Job, 'status'>): boolean {
  return ACTIVE.has(job.status)
}

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

/** What the job does, for people. */
export function jobTitle(job: Pick<Job, 'kind' | 'registry' | 'repository'>): string {
  if (job.kind === 'crawl') return `Sync registry ${job.registry ?? '(removed)'}`
  if (job.kind === 'sync-repository') return `Sync repository ${job.repository ?? '(removed)'}`
  if (job.kind === 'check-repository') return `Check repository ${job.repository ?? '(removed)'}`
  if (job.kind === 'compute-storage') return 'Add up storage'
  if (job.kind === 'find-dangling') return 'Find what nothing needs'
  if (job.kind === 'verify-storage') return `Verify content of ${job.registry ?? '(removed)'}`
  if (job.kind === 'golden-check') return `Compare golden lines of ${job.registry ?? '(removed)'}`
  if (job.kind === 'golden-point-channel') return `Point a channel’s tag in ${job.repository ?? '(removed)'}`
  if (job.kind === 'golden-pin') return `Pin a golden version in ${job.repository ?? '(removed)'}`
  if (job.kind === 'evaluate-golden') return 'Evaluate golden candidates'
  if (job.kind === 'delete-tags') return `Delete tags of ${job.repository ?? '(removed)'}`
  if (job.kind === 'restore-tags') return 'Restore from the trash'
  if (job.kind === 'promote') return `Promote to ${job.repository ?? '(removed)'}`
  if (job.kind === 'retention') return `Retention of ${job.registry ?? '(removed)'}`
  if (job.kind === 'index-search') return 'Collect words to search for'
  if (job.kind === 'tidy-index') return 'Tidy the index'
  return job.kind
}

export const STATUS_TEXT: Record<Job['status'], { label: string; tone: Tone }> = {
  queued: { label: 'Queued', tone: 'neutral' },
  running: { label: 'Running', tone: 'info' },
  cancelling: { label: 'Stopping', tone: 'warn' },
  succeeded: { label: 'Done', tone: 'ok' },
  partial: { label: 'Done in part', tone: 'warn' },
  failed: { label: 'Failed', tone: 'danger' },
  cancelled: { label: 'Cancelled', tone: 'neutral' },
}
