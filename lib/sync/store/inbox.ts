import 'server-only'
import type { Executor } from '@/lib/db/connection'
import { insertRows } from '@/lib/db/insert-rows'
import type { EventEffect } from '../rules/event-effect'

export interface NewEvent {
  readonly registry_id: string
  readonly event_id: string
  readonly action: string
  readonly effect: EventEffect
  readonly repository: string
  readonly tag: string | null
  readonly digest: string | null
  readonly actor_name: string | null
  readonly client: string | null
  readonly occurred_at: number
  readonly lag_ms: number | null
  readonly received_at: number
  readonly due_at: number
}

export interface NewDeadLetter {
  readonly id: string
  readonly registry_id: string
  readonly fingerprint: string
  readonly reason: string
  readonly content: string
  readonly is_whole: 0 | 1
  readonly received_at: number
}

/** Puts what was delivered into the inbox. What is there already stays as it is. */
export async function insertDelivered(
  tx: Executor,
  { events, letters }: { readonly events: readonly NewEvent[]; readonly letters: readonly NewDeadLetter[] },
): Promise<void> {
  const rows = events.map((event) => ({ ...event, attempts: 0, early_looks: 0 }))
  await insertRows(tx, 'notification_event', { rows, conflict: ['registry_id', 'event_id'] })
  await insertRows(tx, 'notification_dead_letter', {
    rows: letters,
    conflict: ['registry_id', 'fingerprint'],
  })
}

export interface OpenEvent {
  readonly sequence: number
  readonly action: string
  readonly effect: string
  readonly repository: string
  readonly tag: string | null
  readonly digest: string | null
  readonly actor_name: string | null
  readonly client: string | null
  readonly occurred_at: number
  readonly received_at: number
  /** How often the registry could not be asked. */
  readonly attempts: number
  /** How often its tag was looked for before the registry showed it. */
  readonly early_looks: number
}

const OPEN_COLUMNS = [
  'sequence',
  'action',
  'effect',
  'repository',
  'tag',
  'digest',
  'actor_name',
  'client',
  'occurred_at',
  'received_at',
  'attempts',
  'early_looks',
] as const

const COUNTED: readonly EventEffect[] = ['none', 'attach', 'own', 'resolve', 'pull']
const LOOKED_AT: readonly EventEffect[] = ['look', 'check']

/** The registries with something in their inbox that is due. */
export async function listDueRegistries(db: Executor, now: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('notification_endpoint')
    .select('registry_id')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('notification_event')
          .select('notification_event.sequence')
          .whereRef('notification_event.registry_id', '=', 'notification_endpoint.registry_id')
          .where('notification_event.processed_at', 'is', null)
          .where('notification_event.due_at', '<=', now),
      ),
    )
    .execute()
  return rows.map((row) => row.registry_id)
}

/** Events that are only to be counted, oldest first. */
export async function listCounted(
  db: Executor,
  registryId: string,
  limit: number,
): Promise<readonly OpenEvent[]> {
  return db
    .selectFrom('notification_event')
    .select(OPEN_COLUMNS)
    .where('registry_id', '=', registryId)
    .where('processed_at', 'is', null)
    .where('effect', 'in', [...COUNTED])
    .limit(limit)
    .execute()
}

export interface DueRepository {
  readonly name: string
  /** Some of what is due was looked for before and not there yet. */
  readonly isLookedFor: boolean
}

/** The repositories with tags to look at, those that have waited longest first. */
export async function listDueRepositories(
  db: Executor,
  registryId: string,
  now: number,
): Promise<readonly DueRepository[]> {
  const rows = await db
    .selectFrom('notification_event')
    .select((eb) => ['repository', eb.fn.min('sequence').as('first'), eb.fn.max('early_looks').as('looks')])
    .where('registry_id', '=', registryId)
    .where('processed_at', 'is', null)
    .where('effect', 'in', [...LOOKED_AT])
    .where('due_at', '<=', now)
    .groupBy('repository')
    .orderBy('first')
    .execute()
  return rows.map(({ repository, looks }) => ({ name: repository, isLookedFor: looks > 0 }))
}

interface EventPlace {
  readonly registryId: string
  readonly repository: string
}

export interface DueQuestion extends EventPlace {
  readonly now: number
  /** Only those whose tag was looked for before and not there yet. */
  readonly isOnlyLookedFor: boolean
}

/** The due events of one repository that ask for a look, in the order they came. */
export async function listDueEvents(
  db: Executor,
  at: DueQuestion,
  limit: number,
): Promise<readonly OpenEvent[]> {
  return openLooks(db, at)
    .where('due_at', '<=', at.now)
    .$if(at.isOnlyLookedFor, (query) => query.where('early_looks', '>', 0))
    .orderBy('sequence')
    .limit(limit)
    .execute()
}

/** The newest open events of one repository that ask for a look at a tag, due or not, in the order they came. */
export async function listNewestOpen(
  db: Executor,
  at: EventPlace,
  limit: number,
): Promise<readonly OpenEvent[]> {
  const rows = await openLooks(db, at)
    .where('tag', 'is not', null)
    .orderBy('sequence', 'desc')
    .limit(limit)
    .execute()
  return rows.reverse()
}

/** The open events of one repository that ask for a look. */
function openLooks(db: Executor, { registryId, repository }: EventPlace) {
  return db
    .selectFrom('notification_event')
    .select(OPEN_COLUMNS)
    .where('registry_id', '=', registryId)
    .where('repository', '=', repository)
    .where('processed_at', 'is', null)
    .where('effect', 'in', [...LOOKED_AT])
}
