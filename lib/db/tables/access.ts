import 'server-only'
import type { Fixed } from './column'

/** A group of people: made here, or known from an identity provider. */
export interface UserGroupTable {
  id: Fixed<string>
  name: string
  /** `local`, or the id of the sign-in method that names it. */
  source: Fixed<string>
  description: string
  created_at: Fixed<number>
}

export interface GroupMemberTable {
  group_id: Fixed<string>
  user_id: Fixed<string>
  added_at: Fixed<number>
}

/** A role given to a user, a group or an API token on a scope. */
export interface AccessGrantTable {
  id: Fixed<string>
  /** `user`, `group` or `token`. */
  principal_kind: Fixed<string>
  principal_id: Fixed<string>
  /** Null is every registry. */
  registry_id: Fixed<string | null>
  /** A namespace or repository; '' is all of it. */
  path: Fixed<string>
  /** Registry and path in one, as `scopeKey` writes them. */
  scope: Fixed<string>
  role: string
  created_by: Fixed<string>
  created_at: Fixed<number>
}

/** Every scope a repository lies in, so that grants find repositories by equal text and never by a pattern. */
export interface RepositoryScopeTable {
  scope: Fixed<string>
  repository_id: Fixed<string>
}

/** One row; triggers raise the count with every change of grants and groups. */
export interface RightsVersionTable {
  id: Fixed<number>
  version: number
}
