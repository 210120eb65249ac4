import 'server-only'
import type { Executor } from '@/lib/db/connection'
import { saveArrival } from './endpoint'
import type { OpenEvent } from './inbox'

const SEQUENCES_PER_STATEMENT = 500
/** Kept so that a registry that did not hear us and sends again is known; a day is longer than it takes to hear. */
const KEPT_MS = 24 * 60 * 60 * 1000
const KEPT_MAX = 100_000
const LETTERS_MAX = 1_000

/**
 * Marks events as dealt with, in the transaction of what follows from them. Answers those that nobody else has
 * dealt with meanwhile: only from them anything may follow.
 */
export async function claimEvents(
  tx: Executor,
  events: readonly OpenEvent[],
  at: number,
): Promise<readonly OpenEvent[]> {
  const ours = new Set<number>()
  for (const slice of slices(events)) {
    const rows = await tx
      .updateTable('notification_event')
      .set({ processed_at: at })
      .where('sequence', 'in', sequencesOf(slice))
      .where('processed_at', 'is', null)
      .returning('sequence')
      .execute()
    for (const row of rows) ours.add(row.sequence)
  }
  return events.filter((event) => ours.has(event.sequence))
}

/** Puts counted events back as ones that ask for a look: they named what the index does not have yet. */
export async function reopenForLook(
  tx: Executor,
  events: readonly OpenEvent[],
  dueAt: number,
): Promise<void> {
  for (const slice of slices(events)) {
    await tx
      .updateTable('notification_event')
      .set({ processed_at: null, effect: 'look', due_at: dueAt })
      .where('sequence', 'in', sequencesOf(slice))
      .execute()
  }
}

/** Leaves events for later, after a failure that may pass. */
export async function postponeEvents(
  db: Executor,
  events: readonly OpenEvent[],
  dueAt: number,
): Promise<void> {
  for (const slice of slices(events)) {
    await db
      .updateTable('notification_event')
      .set((eb) => ({ due_at: dueAt, attempts: eb('attempts', '+', 1) }))
      .where('sequence', 'in', sequencesOf(slice))
      .where('processed_at', 'is', null)
      .execute()
  }
}

/**
 * Leaves events for the next look at tags that are not there yet. Answers how many: none of those that another
 * process has dealt with or put off since they were read.
 */
export async function awaitTags(
  tx: Executor,
  events: readonly OpenEvent[],
  { readAt, dueAt }: { readonly readAt: number; readonly dueAt: number },
): Promise<number> {
  let count = 0
  for (const slice of slices(events)) {
    const { numUpdatedRows } = await tx
      .updateTable('notification_event')
      .set((eb) => ({ due_at: dueAt, early_looks: eb('early_looks', '+', 1) }))
      .where('sequence', 'in', sequencesOf(slice))
      .where('processed_at', 'is', null)
      .where('due_at', '<=', readAt)
      .executeTakeFirst()
    count += Number(numUpdatedRows)
  }
  return count
}

/** Forgets events long dealt with, and the oldest dead letters beyond a thousand. */
export async function pruneInbox(db: Executor, registryId: string, now: number): Promise<void> {
  const newest = await db
    .selectFrom('notification_event')
    .select('sequence')
    .where('registry_id', '=', registryId)
    .orderBy('sequence', 'desc')
    .offset(KEPT_MAX)
    .limit(1)
    .executeTakeFirst()
  await db
    .deleteFrom('notification_event')
    .where('registry_id', '=', registryId)
    .where('processed_at', 'is not', null)
    .where((eb) =>
      eb.or([eb('received_at', '<', now - KEPT_MS), eb('sequence', '<=', newest?.sequence ?? -1)]),
    )
    .execute()
  const letter = await db
    .selectFrom('notification_dead_letter')
    .select('received_at')
    .where('registry_id', '=', registryId)
    .orderBy('received_at', 'desc')
    .offset(LETTERS_MAX)
    .limit(1)
    .executeTakeFirst()
  await db
    .deleteFrom('notification_dead_letter')
    .where('registry_id', '=', registryId)
    .where('received_at', '<=', letter?.received_at ?? -1)
    .execute()
}

/** Adds events to the counts of their registry, and notes that they came. */
export async function tallyEvents(
  tx: Executor,
  registryId: string,
  events: readonly OpenEvent[],
): Promise<void> {
  const counts = new Map<string, { action: string; effect: string; events: number }>()
  for (const { action, effect } of events) {
    const key = `${action} ${effect}`
    const count = counts.get(key) ?? { action, effect, events: 0 }
    counts.set(key, { ...count, events: count.events + 1 })
  }
  for (const count of counts.values()) {
    await tx
      .insertInto('notification_tally')
      .values({ registry_id: registryId, ...count })
      .onConflict((conflict) =>
        conflict.columns(['registry_id', 'action', 'effect']).doUpdateSet((eb) => ({
          events: eb('notification_tally.events', '+', count.events),
        })),
      )
      .execute()
  }
  if (events.length === 0) return
  const times = events.map((event) => event.received_at)
  const pulls = events.filter((event) => event.action === 'pull').map((event) => event.received_at)
  await saveArrival(tx, registryId, {
    firstAt: least(times),
    lastAt: times.reduce((most, time) => Math.max(most, time), 0),
    firstPullAt: pulls.length === 0 ? null : least(pulls),
  })
}

function least(times: readonly number[]): number {
  return times.reduce((low, time) => Math.min(low, time), Number.MAX_SAFE_INTEGER)
}

function* slices(events: readonly OpenEvent[]): Generator<readonly OpenEvent[]> {
  for (let start = 0; start < events.length; start += SEQUENCES_PER_STATEMENT) {
    yield events.slice(start, start + SEQUENCES_PER_STATEMENT)
  }
}

function sequencesOf(events: readonly OpenEvent[]): number[] {
  return events.map((event) => event.sequence)
}
