import { lastSeenOf, type SeenTag } from '@/lib/catalog/rules/last-seen'
import type { LearnedBy, TagEventKind, TagHint } from '@/lib/catalog/rules/tag-event'

/** A tag as the index has it at the moment of writing. */
export type TagBefore = SeenTag

export interface MoveFacts {
  readonly digest: string
  readonly before: TagBefore | undefined
  /** The last look at the whole repository, null for none. */
  readonly repositorySyncedAt: number | null
  /** What the registry's event said of the tag, if one came. */
  readonly hint: TagHint | undefined
  readonly at: number
}

export interface TagChange {
  readonly kind: TagEventKind
  readonly fromDigest: string | null
  readonly toDigest: string | null
  readonly afterAt: number
  readonly beforeAt: number
  /** Only an event that speaks of the digest the registry confirmed. */
  readonly hint: TagHint | null
  readonly isFirstLook: boolean
}

/** How a tag came to its digest, no more exactly than anybody knows; null when the index had it there already. */
export function moveOf({ digest, before, repositorySyncedAt, hint, at }: MoveFacts): TagChange | null {
  if (before?.digest === digest) return null
  const known = before?.digest ?? null
  const told = hint?.digest === digest ? hint : null
  return {
    kind: known === null ? 'created' : 'moved',
    fromDigest: known,
    toDigest: digest,
    afterAt: lastLookWithout(before, repositorySyncedAt),
    beforeAt: at,
    hint: told,
    isFirstLook: known === null && repositorySyncedAt === null && told === null,
  }
}

/** The last look at which the tag was not what it is now; -1 when there was none. */
function lastLookWithout(before: TagBefore | undefined, repositorySyncedAt: number | null): number {
  if (before === undefined) return repositorySyncedAt ?? -1
  return before.digest === null ? -1 : lastSeenOf(before, repositorySyncedAt)
}

export interface AbsenceFacts {
  readonly before: TagBefore
  readonly repositorySyncedAt: number | null
  readonly hint: TagHint | undefined
  readonly passStartedAt: number
  /** False while the registry is to be doubted. */
  readonly mayRemove: boolean
  readonly at: number
}

/**
 * What follows when the registry, asked for a tag by its name, says that it is not there. It goes when it was
 * missed in an earlier pass too, or when the registry's own event said so beforehand: two witnesses either way.
 */
export function absenceOf({
  before,
  repositorySyncedAt,
  hint,
  passStartedAt,
  mayRemove,
  at,
}: AbsenceFacts): 'note' | TagChange {
  const told = hint !== undefined && hint.digest === null ? hint : null
  const isMissedTwice = before.missing_since !== null && before.missing_since < passStartedAt
  if (!mayRemove || !(isMissedTwice || told !== null)) return 'note'
  return {
    kind: 'deleted',
    fromDigest: before.digest,
    toDigest: null,
    afterAt: lastSeenOf(before, repositorySyncedAt),
    beforeAt: before.missing_since ?? at,
    hint: told,
    isFirstLook: false,
  }
}

/** A registry that was silent for so long may have stopped to deliver events. */
const SILENT_MAX_MS = 24 * 60 * 60 * 1000

export interface NoticeFacts {
  readonly notices: { readonly firstAt: number; readonly lastAt: number } | null
  /** End of the last sweep, null for none. */
  readonly sweptAt: number | null
  readonly nowMs: number
}

/**
 * Since when a registry tells of every change by an event; null when it does not. It does when one came since
 * the last sweep or within a day.
 */
export function noticedSince({ notices, sweptAt, nowMs }: NoticeFacts): number | null {
  if (notices === null) return null
  const isDelivering = notices.lastAt >= (sweptAt ?? nowMs) || nowMs - notices.lastAt <= SILENT_MAX_MS
  return isDelivering ? notices.firstAt : null
}

/** Whether a change is drift: it happened while the registry delivered events, and none told of it. */
export function isUnannounced(
  change: Pick<TagChange, 'hint' | 'afterAt'>,
  { learnedBy, noticedSince }: { readonly learnedBy: LearnedBy; readonly noticedSince: number | null },
): boolean {
  if (noticedSince === null || change.hint !== null || change.afterAt < noticedSince) return false
  return learnedBy === 'crawl' || learnedBy === 'light-check'
}
