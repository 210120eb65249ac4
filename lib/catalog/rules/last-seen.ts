export interface SeenTag {
  readonly digest: string | null
  readonly problem_code: string | null
  readonly missing_since: number | null
  readonly last_seen_at: number
}

/**
 * When a tag was last seen to name its digest. A comparison that found nothing new writes down only that the
 * repository was compared: that speaks for each of its tags that has no problem and is not missing.
 */
export function lastSeenOf(tag: SeenTag, repositorySyncedAt: number | null): number {
  if (!isClean(tag)) return tag.last_seen_at
  return Math.max(tag.last_seen_at, repositorySyncedAt ?? -1)
}

/** Whether the last comparison found a tag where it was, with nothing to say about it. */
export function isClean({ digest, problem_code, missing_since }: SeenTag): boolean {
  return digest !== null && problem_code === null && missing_since === null
}
