import type { Tone } from '@/components/ui/tone'
import type { Run, Verdict } from './queries'

/** How the state of a simulation or run is said and coloured. */
export function runState(run: Pick<Run, 'state' | 'kind'>): { readonly label: string; readonly tone: Tone } {
  if (run.state === 'finished') return { label: run.kind === 'run' ? 'Done' : 'Simulated', tone: 'ok' }
  if (run.state === 'partial') return { label: 'Done in part', tone: 'warn' }
  if (run.state === 'refused') return { label: 'Refused', tone: 'warn' }
  if (run.state === 'cancelled') return { label: 'Cancelled', tone: 'neutral' }
  if (run.state === 'failed') return { label: 'Failed', tone: 'danger' }
  return {
    label: { queued: 'Waiting', judging: 'Judging tags', deleting: 'Deleting' }[run.state],
    tone: 'info',
  }
}

/** Why a tag stays or goes, in one line. */
export function becauseText({ because, rule }: Pick<Verdict, 'because' | 'rule'>): string {
  if (because === 'protected') return 'Protected: golden'
  if (because === 'unreadable') return 'Could not be read'
  if (because === 'untagged') return 'Untagged for long'
  return rule ?? 'No rule speaks of it'
}

const UNMET: Readonly<Record<string, string>> = {
  repositories: 'another repository',
  tags: 'the name does not match',
  tagPattern: 'the name does not match the pattern',
  versionRange: 'no version of that range',
  olderThan: 'not known to be that old',
  youngerThan: 'older than that',
  newest: 'its place among the newest decides otherwise',
  isGolden: 'golden or not does not fit',
  isOnGolden: 'what it is built on is not known',
  platforms: 'none of those platforms',
}

/** What of a rule a tag does not meet, for people. */
export function unmetText(name: string): string {
  return UNMET[name] ?? (name.startsWith('label ') ? `the ${name} does not match or is not known` : name)
}
