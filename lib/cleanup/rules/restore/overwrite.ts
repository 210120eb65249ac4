import type { Digest } from '@/lib/oci/digest'

export interface Overwrite {
  /** What the tag names now; null when there is no such tag. */
  readonly live: Digest | null
  /** What it is to name. */
  readonly wanted: Digest
  /** What the caller saw it name; undefined when they did not say. */
  readonly seen: Digest | undefined
}

/** `unchanged`: nothing to do. `required`: the caller has to say what they saw. `moved`: that is not so any more. */
export type OverwriteVerdict = 'free' | 'agreed' | 'unchanged' | 'required' | 'moved'

/** Whether a tag may be pointed at a digest: a tag that exists only by somebody who saw what it names now. */
export function judgeOverwrite({ live, wanted, seen }: Overwrite): OverwriteVerdict {
  if (live === null) return seen === undefined ? 'free' : 'moved'
  if (seen !== undefined && seen !== live) return 'moved'
  if (live === wanted) return 'unchanged'
  return seen === undefined ? 'required' : 'agreed'
}
