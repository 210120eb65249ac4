/** What somebody is in the whole installation. A member may what its grants say, and nothing else. */
export type SystemRole = 'admin' | 'auditor' | 'member'

/** What a grant makes of somebody on its scope. */
export type GrantRole = 'viewer' | 'developer' | 'maintainer' | 'approver' | 'owner'

/** Where a grant holds: one registry or all, and in it everything, a namespace of any depth, or a repository. */
export interface Scope {
  /** Null is every registry. */
  readonly registryId: string | null
  /** A namespace or repository, compared by path segment; '' is all of it. */
  readonly path: string
}

/** A role on a scope, as it reaches an actor. */
export interface Grant extends Scope {
  readonly id: string
  readonly role: GrantRole
  /** The group it is given to; null when it is given to the actor itself. */
  readonly group: { readonly id: string; readonly name: string } | null
}

/** Everything that decides what somebody may do. */
export interface Rights {
  readonly role: SystemRole
  readonly grants: readonly Grant[]
  /** Whom those grants are given to: the id of the user or token itself, then of its groups. */
  readonly principals: readonly string[]
}

/** Who acts. `system` is the server's own work: crawls, schedules, start-up. */
export type Actor =
  | (Rights & { readonly kind: 'user'; readonly id: string; readonly name: string })
  | (Rights & {
      readonly kind: 'token'
      readonly id: string
      readonly name: string
      /** The user the token belongs to. */
      readonly userId: string
      /** What that user may at this moment; the token may only what both may. */
      readonly owner: Rights & { readonly name: string }
      /** The only types of evidence it may add; absent for any its rights allow. */
      readonly evidenceTypes?: readonly string[]
    })
  | { readonly kind: 'system'; readonly id: 'system'; readonly name: 'system' }
  | { readonly kind: 'anonymous'; readonly id: 'anonymous'; readonly name: 'anonymous' }

export const SYSTEM_ACTOR: Actor = { kind: 'system', id: 'system', name: 'system' }
export const ANONYMOUS_ACTOR: Actor = { kind: 'anonymous', id: 'anonymous', name: 'anonymous' }
