import 'server-only'
import type { Dispatcher } from 'undici'
import { z } from 'zod'
import { UpstreamError } from '@/lib/core/errors'
import { parseUpstreamJson } from '@/lib/oci/json'
import type { Token } from '../types'
import { exchange } from './exchange'

const TOKEN_BYTES_MAX = 256 * 1024
const TOKEN_TIMEOUT_MS = 10_000
const LIFETIME_SECONDS_MIN = 60
const LIFETIME_SECONDS_MAX = 3_600

export interface TokenRequest {
  readonly realm: URL
  readonly service: string | null
  /** Space-separated, as in `repository:team/app:pull`; null asks for none. */
  readonly scope: string | null
  /** `Basic …`; null asks as nobody. */
  readonly authorization: string | null
}

/** A token goes into a header: anything that is not a token68 would be an injection. */
const tokenText = z
  .string()
  .max(65_536)
  .regex(/^[A-Za-z0-9._~+/=-]+$/)
const answerShape = z.object({
  token: tokenText.optional(),
  access_token: tokenText.optional(),
  expires_in: z.unknown().optional(),
})

/**
 * Asks a realm for a token (distribution token specification). The caller has made sure of the realm. The token
 * holds for 60..3,600 s, whatever the realm says, and for 60 when it says nothing.
 * @throws UpstreamError `upstream-auth` when the realm refuses, `upstream-invalid` for what is not a token
 */
export async function requestToken(dispatcher: Dispatcher, wanted: TokenRequest): Promise<Token> {
  const url = new URL(wanted.realm)
  if (wanted.service !== null) url.searchParams.set('service', wanted.service)
  if (wanted.scope !== null) url.searchParams.set('scope', wanted.scope)

  const answer = await exchange(dispatcher, {
    method: 'GET',
    url,
    bytesMax: TOKEN_BYTES_MAX,
    timeoutMs: TOKEN_TIMEOUT_MS,
    headers: {
      accept: 'application/json',
      ...(wanted.authorization === null ? {} : { authorization: wanted.authorization }),
    },
  })
  refuseStatus(answer.status)
  const parsed = answerShape.safeParse(parseUpstreamJson(answer.bytes))
  const value = parsed.data?.token ?? parsed.data?.access_token
  if (value === undefined) {
    throw new UpstreamError('upstream-invalid', 'The token realm did not send a token.', {
      cause: parsed.error,
    })
  }
  return { value, lifetimeSeconds: lifetimeOf(parsed.data?.expires_in) }
}

function refuseStatus(status: number): void {
  if (status === 200) return
  if (status >= 300 && status < 400) {
    throw new UpstreamError('upstream-redirect', 'The token realm sent Assay somewhere else.')
  }
  if (status >= 400 && status < 404) {
    throw new UpstreamError('upstream-auth', 'The token realm refused the user name or password.')
  }
  if (status === 429) {
    throw new UpstreamError('upstream-rate-limited', 'The token realm is limiting requests.', {
      retryAfterSeconds: LIFETIME_SECONDS_MIN,
    })
  }
  throw new UpstreamError('upstream-error', 'The token realm failed.', { facts: { status } })
}

function lifetimeOf(expiresIn: unknown): number {
  if (typeof expiresIn !== 'number' || !Number.isFinite(expiresIn)) return LIFETIME_SECONDS_MIN
  return Math.min(Math.max(expiresIn, LIFETIME_SECONDS_MIN), LIFETIME_SECONDS_MAX)
}
