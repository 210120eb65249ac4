import 'server-only'
import { can } from '@/lib/access/rules/can'
import type { Actor } from '@/lib/core/actor'
import type { Page } from '@/lib/core/paging'
import { displaySafe } from '@/lib/oci/display'
import type { DeadLetterRow } from '@/lib/sync/store/dead-letters'
import type { RetryOutcome } from '@/lib/sync/use-cases/dead-letters'
import type { NotificationState } from '@/lib/sync/use-cases/get-notifications'
import { presentAllowed } from './allowed'
import { presentPage } from './page'

const MESSAGES: Readonly<Record<string, string>> = {
  'bad-json': 'What was delivered is not JSON.',
  'no-events': 'What was delivered holds no list of events.',
  'not-an-event': 'This is not an event as registries write them.',
  'bad-id': 'The event has no id by which a second delivery of it could be known.',
  'unknown-action': 'The event’s action is none that Assay knows: push, pull, mount, delete.',
  'no-target': 'The event does not say what it is about.',
  'bad-repository': 'The event’s repository is no name by the OCI grammar.',
  'bad-tag': 'The event’s tag is no tag by the OCI grammar.',
  'bad-digest': 'The event’s digest is no digest.',
  'bad-length': 'The event’s length or size is no number of bytes.',
  'no-subject': 'The event names neither a tag nor a digest.',
}

export interface NotificationViewer {
  readonly actor: Actor
  /** Origin people and registries use for Assay. */
  readonly publicOrigin: string
}

/** Whether and how a registry tells of its changes, without its secret. */
export function presentNotifications(state: NotificationState, { actor, publicOrigin }: NotificationViewer) {
  const { endpoint, tallies } = state
  const sum = (action: string) =>
    tallies.filter((row) => row.action === action).reduce((total, row) => total + row.events, 0)
  const own = tallies.filter((row) => row.effect === 'own' || row.effect === 'check')
  return {
    registry: state.registry,
    url: `${publicOrigin}/api/hooks/${state.registry}`,
    health: state.health,
    secret: endpoint ? { madeAt: endpoint.secret_made_at, previousUntil: endpoint.previous_until } : null,
    firstEventAt: endpoint?.first_event_at ?? null,
    lastEventAt: endpoint?.last_event_at ?? null,
    pullsSince: endpoint?.first_pull_at ?? null,
    lag: state.lag,
    counts: { push: sum('push'), pull: sum('pull'), mount: sum('mount'), delete: sum('delete') },
    own: own.reduce((total, row) => total + row.events, 0),
    waiting: state.waiting,
    unannounced: state.unannounced,
    deadLetters: state.deadLetters,
    can: { manage: presentAllowed(can(actor, 'notification:manage')) },
  }
}

export function presentDeadLetters(page: Page<DeadLetterRow>) {
  return presentPage(page, (row) => ({
    id: row.id,
    reason: row.reason,
    message: explain(row.reason),
    content: displaySafe(row.content),
    canRetry: row.is_whole === 1,
    receivedAt: row.received_at,
  }))
}

export function presentRetry(outcome: RetryOutcome) {
  return { outcome: outcome.kind, message: outcome.kind === 'unreadable' ? explain(outcome.reason) : null }
}

function explain(reason: string): string {
  return MESSAGES[reason] ?? 'It could not be read.'
}
