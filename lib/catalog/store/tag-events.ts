import 'server-only'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { insertRows } from '@/lib/db/insert-rows'
import type { LearnedBy, TagEventKind, TagHint } from '../rules/tag-event'

export interface NewTagEvent {
  readonly registryId: string
  readonly repositoryId: string
  readonly repository: string
  readonly tag: string
  readonly kind: TagEventKind
  readonly fromDigest: string | null
  readonly toDigest: string | null
  /** The last look before it, -1 when nobody had looked. */
  readonly afterAt: number
  /** The look that found it. */
  readonly beforeAt: number
  /** The event that explains it, if one came. */
  readonly hint: TagHint | null
  readonly learnedBy: LearnedBy
  /** It was there the first time anybody looked. */
  readonly isFirstLook: boolean
  readonly isUnannounced: boolean
}

const ACTOR_LENGTH_MAX = 256
const CLIENT_LENGTH_MAX = 256

/** Adds to the history of tags, in the transaction that changes them. */
export async function recordTagEvents(tx: Executor, events: readonly NewTagEvent[]): Promise<void> {
  const rows = events.map((event) => ({
    id: newId('tev', event.beforeAt),
    registry_id: event.registryId,
    repository_id: event.repositoryId,
    repository: event.repository,
    tag: event.tag,
    kind: event.kind,
    from_digest: event.fromDigest,
    to_digest: event.toDigest,
    after_at: event.afterAt,
    before_at: event.beforeAt,
    ...told(event.hint, event.beforeAt),
    learned_by: event.learnedBy,
    is_first_look: event.isFirstLook ? (1 as const) : (0 as const),
    is_unannounced: event.isUnannounced ? (1 as const) : (0 as const),
    recorded_at: event.beforeAt,
  }))
  await insertRows(tx, 'tag_event', { rows, conflict: ['sequence'] })
}

/** A registry's clock may go ahead of ours; what was seen to have happened did not happen later. */
function told(hint: TagHint | null, beforeAt: number) {
  if (hint === null) return { occurred_at: null, actor_name: null, client: null }
  return {
    occurred_at: Math.min(hint.at, beforeAt),
    actor_name: cleaned(hint.actor, ACTOR_LENGTH_MAX),
    client: cleaned(hint.client, CLIENT_LENGTH_MAX),
  }
}

function cleaned(text: string | null, lengthMax: number): string | null {
  const plain = text
    ?.replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, lengthMax)
  return plain ? plain : null
}

/** An event and the look that found the same may be so far apart by their clocks. */
const CLOCKS_APART_MAX_MS = 5 * 60_000

/**
 * Adds who, when and by what to the newest event of a tag that was found without them, now that the
 * registry's own event tells. Changes nothing when that speaks of something else.
 */
export async function explainTagEvent(
  tx: Executor,
  place: { readonly repositoryId: string; readonly tag: string },
  hint: TagHint,
): Promise<void> {
  const newest = await tx
    .selectFrom('tag_event')
    .select(['sequence', 'to_digest', 'occurred_at', 'after_at', 'before_at'])
    .where('repository_id', '=', place.repositoryId)
    .where('tag', '=', place.tag)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (newest === undefined || newest.occurred_at !== null || newest.to_digest !== hint.digest) return
  const isWithin =
    hint.at >= newest.after_at - CLOCKS_APART_MAX_MS && hint.at <= newest.before_at + CLOCKS_APART_MAX_MS
  if (!isWithin) return

  await tx
    .updateTable('tag_event')
    .set({ ...told(hint, newest.before_at), is_unannounced: 0 })
    .where('sequence', '=', newest.sequence)
    .execute()
}
