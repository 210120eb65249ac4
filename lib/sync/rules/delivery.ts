import { displaySafe } from '@/lib/oci/display'
import { type EventEffect, effectOf, timeOf } from './event-effect'
import { type PoisonReason, readEvent } from './registry-event'

/** An event as the inbox keeps it. */
export interface DeliveredEvent {
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

/** Something that could not be read, with the reason. */
export interface UnreadablePart {
  readonly reason: PoisonReason
  readonly content: string
  /** All of it as it came, to tell it from others. */
  readonly source: string
  /** Whether the content is all of it, so that it can be tried again. */
  readonly isWhole: boolean
}

export interface Delivery {
  readonly events: readonly DeliveredEvent[]
  readonly unreadable: readonly UnreadablePart[]
}

const CONTENT_LENGTH_MAX = 4_096
const NAME_LENGTH_MAX = 256
/** Our own writes are in the index by then; only one that is not deserves a look. */
const CHECK_AFTER_MS = 2_000

/** Reads one envelope, each event by itself: a bad one never takes the others with it. */
export function readDelivery(text: string, receivedAt: number): Delivery {
  const envelope = parse(text)
  if (envelope === undefined) return { events: [], unreadable: [rawPart('bad-json', text)] }
  const list = listOf(envelope)
  if (list === undefined) return { events: [], unreadable: [rawPart('no-events', text)] }

  const events: DeliveredEvent[] = []
  const unreadable: UnreadablePart[] = []
  for (const value of list) {
    const read = readDelivered(value, receivedAt)
    if (typeof read === 'string') unreadable.push(eventPart(read, value))
    else events.push(read)
  }
  return { events, unreadable }
}

/** One event as the inbox keeps it, or why it cannot. */
export function readDelivered(value: unknown, receivedAt: number): DeliveredEvent | PoisonReason {
  const reading = readEvent(value)
  if (reading.kind === 'poison') return reading.reason
  const { event } = reading
  const effect = effectOf(event)
  const { at, lagMs } = timeOf(event.timestamp, receivedAt)
  return {
    event_id: event.id,
    action: event.action,
    effect,
    repository: event.repository,
    tag: event.tag,
    digest: event.digest,
    actor_name: shown(event.actor),
    client: shown(event.client),
    occurred_at: at,
    lag_ms: lagMs,
    received_at: receivedAt,
    due_at: effect === 'check' ? receivedAt + CHECK_AFTER_MS : receivedAt,
  }
}

function shown(text: string | null): string | null {
  return text === null ? null : displaySafe(text.slice(0, NAME_LENGTH_MAX))
}

/** Undefined for what is not JSON; no JSON is undefined. */
function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    // The parser's message quotes the input; what it was is kept with the letter.
    return undefined
  }
}

function listOf(envelope: unknown): readonly unknown[] | undefined {
  if (typeof envelope !== 'object' || envelope === null || !('events' in envelope)) return undefined
  return Array.isArray(envelope.events) ? envelope.events : undefined
}

/** What is nested too deeply to be written again is told apart by nothing else. */
function write(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch {
    return '"nested too deeply"'
  }
}

/** What is no envelope cannot be tried again: no rule will ever find an event in it. */
function rawPart(reason: PoisonReason, text: string): UnreadablePart {
  return { reason, content: displaySafe(text.slice(0, CONTENT_LENGTH_MAX)), source: text, isWhole: false }
}

function eventPart(reason: PoisonReason, value: unknown): UnreadablePart {
  const source = write(value)
  const isWhole = source.length <= CONTENT_LENGTH_MAX
  return { reason, content: source.slice(0, CONTENT_LENGTH_MAX), source, isWhole }
}
