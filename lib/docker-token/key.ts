/** `next` waits until the registries know it, `retired` signs no more. */
export type KeyState = 'active' | 'next' | 'retired'

/** A key that signs Docker tokens, its private half sealed. */
export interface TokenKey {
  /** RFC 7638 thumbprint. */
  readonly kid: string
  /** Fingerprint as distribution 2.x writes it. */
  readonly libtrustId: string
  /** JSON. */
  readonly publicJwk: string
  readonly certificatePem: string
  readonly privateKeySealed: string
  readonly state: KeyState
  readonly createdAt: number
  readonly activatedAt: number | null
  readonly retiredAt: number | null
  /** End of the certificate. */
  readonly expiresAt: number
}
