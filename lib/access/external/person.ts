import 'server-only'

/** How somebody proved who they are. */
export type SignInMethod = 'local' | 'oidc' | 'ldap'

/** What a provider says of a person, checked for size and shape but believed in nothing else. */
export interface ExternalPerson {
  readonly method: 'oidc' | 'ldap'
  /** With `subject` the identity. Compared byte by byte; a provider that changes it speaks of somebody else. */
  readonly issuer: string
  readonly subject: string
  /** What to call them here, and nothing more: never matched against anybody. */
  readonly suggestedName: string
  readonly label: string
  /** Exact names; null when the provider sent none at all. */
  readonly groups: readonly string[] | null
  /** Whether the provider's admin group holds them; null where there is no such group in the settings. */
  readonly isAdmin: boolean | null
}
