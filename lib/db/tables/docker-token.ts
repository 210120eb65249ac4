import 'server-only'
import type { Fixed, Flag } from './column'

/** A key that signs Docker tokens. The private half is sealed and never leaves. */
export interface DockerTokenKeyTable {
  /** RFC 7638 thumbprint. */
  kid: Fixed<string>
  /** Fingerprint as distribution 2.x writes it. */
  libtrust_id: Fixed<string>
  /** JSON of the public JWK. */
  public_jwk: Fixed<string>
  certificate_pem: Fixed<string>
  private_key_sealed: string
  /** `active`, `next` or `retired`. */
  state: string
  created_at: Fixed<number>
  activated_at: number | null
  retired_at: number | null
  /** End of the certificate. */
  expires_at: Fixed<number>
}

/** Whether and how Assay is the token service of a registry. */
export interface DockerTokenServiceTable {
  registry_id: Fixed<string>
  /** As the registry names itself in its challenge; the audience of its tokens. */
  service: string
  is_enabled: Flag
  /** Null is the public origin. */
  issuer: string | null
  /** `certificates` or `jwks`. */
  trust: string
  updated_at: number
}

/** How often a registry's tokens were asked for, by day and outcome. */
export interface DockerTokenTallyTable {
  registry_id: Fixed<string>
  /** Days since 1970, UTC. */
  day: Fixed<number>
  outcome: Fixed<string>
  requests: number
  last_at: number
}

/** The last requests for tokens of a registry. */
export interface DockerTokenRequestTable {
  id: Fixed<string>
  registry_id: Fixed<string>
  at: Fixed<number>
  outcome: Fixed<string>
  /** Null where nobody was found out. */
  actor_name: Fixed<string | null>
  ip: Fixed<string | null>
  client: Fixed<string | null>
  /** Scopes, space-separated, shortened. */
  asked: Fixed<string>
  granted: Fixed<string>
}
