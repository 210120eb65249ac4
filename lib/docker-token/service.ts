import type { Outcome } from './rules/outcome'
import type { Trust } from './signing-key'

/** Whether and how Assay is the token service of one registry. */
export interface TokenService {
  readonly registryId: string
  readonly registry: string
  /** As the registry names itself; the audience of its tokens. */
  readonly service: string
  readonly isEnabled: boolean
  /** Null is the public origin. */
  readonly issuer: string | null
  readonly trust: Trust
}

export interface Tally {
  readonly outcome: Outcome
  readonly requests: number
  readonly lastAt: number
}

/** One request for a token, as it is shown to admins. */
export interface TokenRequest {
  readonly id: string
  readonly registryId: string
  readonly at: number
  readonly outcome: Outcome
  readonly actorName: string | null
  readonly ip: string | null
  readonly client: string | null
  readonly asked: string
  readonly granted: string
}
