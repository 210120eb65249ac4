import 'server-only'
import type { Secret } from '@/lib/core/secret'

/** An OpenID Connect provider, as the environment declares it. */
export interface OidcSettings {
  /** Exactly as the provider writes it: no slash added or taken away. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: Secret
  /** What its button says. */
  readonly name: string
  readonly scopes: readonly string[]
  /** Path of the claim that lists groups, its segments; null where groups are not read. */
  readonly groupsClaim: readonly string[] | null
  readonly adminGroup: string | null
}

/** A directory, as the environment declares it. */
export interface LdapSettings {
  readonly url: string
  readonly startTls: boolean
  /** PEM of the authorities to trust in place of the system's; null for the system's. */
  readonly ca: string | null
  /** Null binds anonymously for the search. */
  readonly bindDn: string | null
  readonly bindPassword: Secret | null
  readonly baseDn: string
  /** `{user}` stands for the escaped name. */
  readonly userFilter: string
  /** Null reads `memberOf` of the person instead. */
  readonly groupBaseDn: string | null
  /** `{dn}` and `{user}` stand for the escaped person. */
  readonly groupFilter: string
  readonly adminGroup: string | null
  readonly name: string
}
