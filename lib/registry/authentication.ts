import 'server-only'
import { UpstreamError } from '@/lib/core/errors'
import { mediaTypeOfHeader } from '@/lib/oci/media-type'
import { failureOf } from './answer'
import { parseChallenge } from './challenge'
import { guardedAgent } from './transport/egress'
import { exchange } from './transport/exchange'
import type { CallOptions, EgressPolicy, RegistryConnection } from './types'

const TIMEOUT_MS = 10_000
const BYTES_MAX = 64 * 1024

/** What a registry asks of a stranger. */
export type AuthenticationDemand =
  | { readonly scheme: 'anonymous' }
  | { readonly scheme: 'basic' }
  | { readonly scheme: 'bearer'; readonly realm: string }

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

function notARegistry(): UpstreamError {
  return new UpstreamError('upstream-invalid', 'There is no registry API at this address.')
}
