/** What a change is about. Ids, never names: a reader looks names up when it tells of the change. */
export type Topic =
  | 'registries'
  | `registry:${string}`
  | `repository:${string}`
  | `job:${string}`
  | `webhook:${string}`

/**
 * What about it changed: `tags` and everything counted from them, `sync` for state, problems and time of the
 * comparison, `settings`, `progress` of a job, `retention` for policies and their runs,
 * `state` of anything else.
 */
export type ChangeKind = 'tags' | 'sync' | 'settings' | 'progress' | 'retention' | 'state'

export interface Change {
  readonly topic: Topic
  /** Default `state`. */
  readonly what?: ChangeKind
}
