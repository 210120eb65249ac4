export type TagEventKind = 'created' | 'moved' | 'deleted'

/** By what it was learned: the registry's notification, a crawl, a light check, or because Assay did it itself. */
export type LearnedBy = 'notification' | 'crawl' | 'light-check' | 'assay'

/** What a registry's event says of a tag. Only a hint: it explains what the registry itself confirmed. */
export interface TagHint {
  /** Null for an event that says the tag was deleted. */
  readonly digest: string | null
  /** Epoch ms by the registry's clock. */
  readonly at: number
  readonly actor: string | null
  /** The program, from the request's user agent. */
  readonly client: string | null
}
