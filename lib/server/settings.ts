import 'server-only'
import type { LdapSettings, OidcSettings } from '@/lib/access/external/settings'
import type { Secret } from '@/lib/core/secret'

/** What the environment decides, checked and complete. */
export interface Settings {
  readonly isProduction: boolean
  readonly port: number
  /** Address to listen on. */
  readonly hostname: string
  /** Absolute. */
  readonly dataDir: string
  readonly databaseUrl: Secret | null
  /** Origin people use, such as `https://assay.example`. Links, cookies and the same-origin rule follow it. */
  readonly publicOrigin: string
  readonly sessionSecret: Secret
  /** Read, never written with. */
  readonly previousSessionSecret: Secret | null
  /** A session ends after so long without a request. */
  readonly sessionIdleSeconds: number
  /** A session ends so long after the sign-in, however busy it is. */
  readonly sessionSeconds: number
  readonly oidc: OidcSettings | null
  readonly ldap: LdapSettings | null
  readonly encryptionKey: EncryptionKey
  /** Open what they sealed, seal nothing. */
  readonly previousEncryptionKeys: readonly EncryptionKey[]
  readonly allowedCidrs: readonly string[]
  readonly trustedProxies: readonly string[]
  readonly adminPassword: Secret | null
  readonly declaredRegistry: DeclaredRegistry | null
  /** Minutes between two comparisons of the index with each registry; 0 for none. */
  readonly syncMinutes: number
  /** Minutes after which a repository that somebody opens is looked at again; 0 for never. */
  readonly checkMinutes: number
  /** False for a replica that serves pages and API alone: no jobs, schedules or deliveries. */
  readonly hasWorker: boolean
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error'
}

export interface EncryptionKey {
  /** Names the key in what it sealed. */
  readonly kid: string
  /** 32 bytes, base64. */
  readonly material: Secret
}

export interface DeclaredRegistry {
  readonly url: string
  readonly username: string | null
  readonly password: Secret | null
}
