/** What is known of a push: it happened after `pushedAfter` (null: nobody looked before) and by `pushedBefore`. */
export interface PushWindow {
  readonly pushedAfter: number | null
  readonly pushedBefore: number
}

export type Pushed =
  /** Both ends are close enough to be one moment. */
  | { readonly kind: 'at'; readonly at: number }
  | { readonly kind: 'between'; readonly after: number; readonly before: number }
  /** It was there when Assay first looked. */
  | { readonly kind: 'before'; readonly before: number }

const ONE_MOMENT_MS = 60_000

/** Says no more than is known: a crawl that saw a tag for the first time does not know when it was pushed. */
export function pushedOf({ pushedAfter, pushedBefore }: PushWindow): Pushed {
  if (pushedAfter === null) return { kind: 'before', before: pushedBefore }
  if (pushedBefore - pushedAfter <= ONE_MOMENT_MS) return { kind: 'at', at: pushedBefore }
  return { kind: 'between', after: pushedAfter, before: pushedBefore }
}
