import 'server-only'
import { systemClock } from '@/lib/core/clock'
import { UpstreamError } from '@/lib/core/errors'
import { mediaTypeOfHeader } from '@/lib/oci/media-type'
import { failureOf } from './answer'
import { parseChallenge } from './challenge'
import { guardedAgent } from './transport/egress'
import { type ExchangeResponse, exchange } from './transport/exchange'
import { retryAfterSeconds } from './transport/retry'
import type { CallOptions, EgressPolicy, RegistryConnection } from './types'

const TIMEOUT_MS = 10_000
const BYTES_MAX = 64 * 1024
const RETRY_SECONDS = 5

/** What a registry asks of a stranger. */
export type AuthenticationDemand =
  | { readonly scheme: 'anonymous' }
  | { readonly scheme: 'basic' }
  | { readonly scheme: 'bearer'; readonly realm: string; readonly service: string | null }

/** Asks a registry, without any credentials, how it wants to be signed in to. */
export async function readAuthenticationDemand(
  { url, caPem }: Pick<RegistryConnection, 'url' | 'caPem'>,
  egress: EgressPolicy,
  { signal }: CallOptions = {},
): Promise<AuthenticationDemand> {
  const agent = guardedAgent(egress, caPem)
  try {
    const answer = await exchange(agent, {
      method: 'GET',
      url: new URL(`${url}/v2/`),
      bytesMax: BYTES_MAX,
      timeoutMs: TIMEOUT_MS,
      signal,
    })
    if (answer.status === 200) return notAWebPage(answer.header('content-type'))
    if (answer.status === 404) throw notARegistry()
    if (answer.status === 429) throw limited(answer)
    if (answer.status !== 401) throw failureOf(answer)
    const challenge = parseChallenge(answer.header('www-authenticate'))
    if (challenge !== null) return challenge
    throw new UpstreamError('upstream-auth', 'The registry refuses without saying how to sign in.')
  } finally {
    await agent.destroy()
  }
}

function notAWebPage(contentType: string | null): AuthenticationDemand {
  if (mediaTypeOfHeader(contentType) === 'text/html') throw notARegistry()
  return { scheme: 'anonymous' }
}

/** With a person waiting: an error at once, not a pause. */
function limited(answer: ExchangeResponse): UpstreamError {
  return new UpstreamError('upstream-rate-limited', 'The registry is limiting requests.', {
    retryAfterSeconds: retryAfterSeconds(answer.header('retry-after'), systemClock.now()) ?? RETRY_SECONDS,
  })
}

function notARegistry(): UpstreamError {
  return new UpstreamError('upstream-invalid', 'There is no registry API at this address.')
}
