import type { Tone } from '@/components/ui/tone'
import type { Job } from './is-active'

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
