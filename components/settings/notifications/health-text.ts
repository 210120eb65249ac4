import { formatAbsolute } from '@/components/ui/format-time'
import type { Notifications } from './queries'

export interface HealthText {
  readonly label: string
  readonly tone: 'neutral' | 'ok' | 'warn' | 'info'
  /** What it means and what to do; null where all is well. */
  readonly advice: string | null
}

/** Whether events arrive, in words. */
export function explainHealth(state: Notifications): HealthText {
  const { count, lastAt } = state.unannounced
  const changes = `${count.toLocaleString('en')} ${count === 1 ? 'change' : 'changes'} of the last seven days`
  switch (state.health) {
    case 'off':
      return {
        label: 'Not set up',
        tone: 'neutral',
        advice:
          'Pushes show up with the next sync. Create a secret and tell the registry of it, and they show at once.',
      }
    case 'waiting':
      return {
        label: 'Waiting for the first event',
        tone: 'info',
        advice: 'Put the configuration below into the registry, restart it and push something.',
      }
    case 'arriving':
      return { label: 'Arriving', tone: 'ok', advice: null }
    case 'silent':
      return {
        label: 'Silent',
        tone: 'warn',
        advice: `No event since ${formatAbsolute(state.lastEventAt ?? 0)}, although a sync found ${changes}, the newest at ${formatAbsolute(lastAt ?? 0)}. Events may be lost on the way, or the registry was restarted: it keeps them in memory only.`,
      }
    case 'leaking':
      return {
        label: 'Arriving, not all',
        tone: 'warn',
        advice: `Events arrive, but a sync found ${changes} that none told of. The registry loses events that wait when it restarts; several registries behind one address all need the configuration.`,
      }
  }
}

/** `340 ms`, `2.1 s`, `4m 10s`. */
export function formatLag(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  return `${Math.floor(ms / 60_000)}m ${Math.round((ms % 60_000) / 1000)}s`
}
