import 'server-only'
import type { Dispatcher } from 'undici'
import { type AppError, UpstreamError } from '@/lib/core/errors'
import { type Challenge, parseChallenge } from '../challenge'
import { parseRealm } from '../realm'
import type { RegistryConnection, Token } from '../types'
import { requestToken } from './token'

const EXPIRY_MARGIN_SECONDS = 30
const SCOPES_MAX = 500

type BearerChallenge = Extract<Challenge, { scheme: 'bearer' }>

interface CachedToken {
  readonly token: Promise<string>
  validUntilMs: number
}

/**
 * What goes into `Authorization` for one registry. Learns the scheme from the first refusal, keeps tokens by
 * scope, and gives credentials to the registry and to the pinned realm only.
 */
export class Authorizer {
  readonly #connection: RegistryConnection
  readonly #dispatcher: Dispatcher
  readonly #tokens = new Map<string, CachedToken>()
  #challenge: Challenge | null = null

  constructor(connection: RegistryConnection, dispatcher: Dispatcher) {
    this.#connection = connection
    this.#dispatcher = dispatcher
  }

  /** What the registry asked for last; null while it has not. */
  get challenge(): Challenge | null {
    return this.#challenge
  }

  /** The header for a request of this scope; null while the registry has not asked for any. */
  async header(scope: string | null): Promise<string | null> {
    if (this.#challenge === null) return null
    if (this.#challenge.scheme === 'basic') return this.#basic()
    return `Bearer ${await this.#token(this.#challenge, scope)}`
  }

  /**
   * Takes note of a 401. `sent` is the header that was refused: a token is thrown away and asked for anew, a
   * password is not tried twice.
   * @throws UpstreamError `upstream-auth` when there is nothing else to try
   */
  learn(wwwAuthenticate: string | null, scope: string | null, sent: string | null): void {
    const challenge = parseChallenge(wwwAuthenticate)
    if (challenge === null) throw refused('The registry refuses without saying how to sign in.')
    if (challenge.scheme === 'basic' && (sent !== null || this.#basic() === null)) {
      throw refused('The registry refused the user name or password.')
    }
    this.#challenge = challenge
    if (sent !== null) this.#tokens.delete(scope ?? '')
  }

  #basic(): string | null {
    const { username, password } = this.#connection
    if (username === null || password === null) return null
    return `Basic ${Buffer.from(`${username}:${password.reveal()}`, 'utf8').toString('base64')}`
  }

  /** Asked for once, however many calls wait for it; so no single caller's signal can end it. */
  #token(challenge: BearerChallenge, scope: string | null): Promise<string> {
    const key = scope ?? ''
    const cached = this.#tokens.get(key)
    if (cached !== undefined && cached.validUntilMs > performance.now()) return cached.token

    const entry: CachedToken = { token: this.#fetch(challenge, scope), validUntilMs: Infinity }
    this.#remember(key, entry)
    return entry.token
  }

  async #fetch(challenge: BearerChallenge, scope: string | null): Promise<string> {
    const key = scope ?? ''
    try {
      const { service } = challenge
      const own = await this.#connection.tokenSource?.issue({ service, scope })
      const { value, lifetimeSeconds } = own ?? (await this.#ask(challenge, scope))
      const entry = this.#tokens.get(key)
      if (entry !== undefined) {
        entry.validUntilMs = performance.now() + (lifetimeSeconds - EXPIRY_MARGIN_SECONDS) * 1000
      }
      return value
    } catch (error) {
      this.#tokens.delete(key)
      // What it asked for led nowhere, so the next request hears anew what it asks for.
      this.#challenge = null
      throw error
    }
  }

  async #ask({ realm: named, service }: BearerChallenge, scope: string | null): Promise<Token> {
    const realm = parseRealm(named, this.#connection.url)
    this.#refuseForeign(realm)
    return requestToken(this.#dispatcher, { realm, service, scope, authorization: this.#basic() })
  }

  /** A realm is the registry's word; following it anywhere would let a registry collect passwords. */
  #refuseForeign(realm: URL): void {
    const { url, realmOrigin } = this.#connection
    if (realm.origin === new URL(url).origin || realm.origin === realmOrigin) return
    throw new UpstreamError('upstream-auth', 'The registry names a token realm nobody has confirmed.', {
      facts: { realm: realm.origin },
    })
  }

  #remember(key: string, entry: CachedToken): void {
    this.#tokens.delete(key)
    this.#tokens.set(key, entry)
    const oldest = this.#tokens.keys().next().value
    if (this.#tokens.size > SCOPES_MAX && oldest !== undefined) this.#tokens.delete(oldest)
  }
}

function refused(detail: string): AppError {
  return new UpstreamError('upstream-auth', detail)
}
