import 'server-only'
import { z } from 'zod'
import type { OidcSettings } from '@/lib/access/external/settings'
import { AppError } from '@/lib/core/errors'
import { assertReachable, guardedAgent } from '@/lib/registry/transport/egress'
import { exchange } from '@/lib/registry/transport/exchange'
import { isLoopback } from '../loopback'

const BYTES_MAX = 256 * 1024
const TIMEOUT_MS = 5_000
const KEPT_MS = 10 * 60_000
/** The issuer is named by who runs this server, so wherever it is was meant. */
const ANYWHERE = { allowedCidrs: ['0.0.0.0/0', '::/0'] }
/** Only what a public key checks, the common one first. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'RS384', 'PS384', 'ES384', 'RS512', 'PS512', 'ES512'] as const

const DOCUMENT = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  userinfo_endpoint: z.url().optional(),
  end_session_endpoint: z.url().optional().catch(undefined),
  id_token_signing_alg_values_supported: z.array(z.string()).default(['RS256']),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(['client_secret_basic']),
  scopes_supported: z.array(z.string()).optional().catch(undefined),
  claims_supported: z.array(z.string()).optional().catch(undefined),
})

/** What a provider says of itself, checked. */
export type Discovered = z.output<typeof DOCUMENT> & {
  readonly idTokenAlgorithm: string
  readonly tokenAuthMethod: 'client_secret_basic' | 'client_secret_post'
}

declare global {
  /** Shared by all parts the server is bundled in. */
  var assayDiscovered: Map<string, { readonly document: Discovered; readonly at: number }> | undefined
}

interface Discovery {
  readonly allowedCidrs: readonly string[]
  readonly now: number
  /** Asks again, whatever is kept. */
  readonly isFresh?: boolean
}

/**
 * Reads where a provider's endpoints are, at most every ten minutes.
 * @throws AppError `provider-unreachable`, or `provider-invalid` for a document that cannot be trusted
 */
export async function discover(settings: OidcSettings, options: Discovery): Promise<Discovered> {
  const kept = globalThis.assayDiscovered?.get(settings.issuer)
  if (kept !== undefined && !options.isFresh && options.now - kept.at < KEPT_MS) return kept.document

  const document = await fetchDocument(settings.issuer)
  await assertEndpoints(document, settings.issuer, options.allowedCidrs)
  globalThis.assayDiscovered ??= new Map()
  globalThis.assayDiscovered.set(settings.issuer, { document, at: options.now })
  return document
}

/** Forgets what providers said, for tests. */
export function forgetDiscovered(): void {
  globalThis.assayDiscovered = undefined
}

async function fetchDocument(issuer: string): Promise<Discovered> {
  const url = new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  const { status, bytes } = await ask(url)
  if (status !== 200) throw invalid(`Its discovery document answers with status ${status}.`)

  const read = DOCUMENT.safeParse(parse(bytes))
  if (!read.success) throw invalid('Its discovery document lacks what signing in needs.')
  if (read.data.issuer !== issuer) {
    throw invalid('It calls itself by another issuer than ASSAY_OIDC_ISSUER, letter by letter.')
  }
  return { ...read.data, ...methodsOf(read.data) }
}

async function ask(url: URL) {
  const agent = guardedAgent(ANYWHERE, null)
  try {
    return await exchange(agent, {
      method: 'GET',
      url,
      headers: { accept: 'application/json' },
      bytesMax: BYTES_MAX,
      timeoutMs: TIMEOUT_MS,
    })
  } catch (error) {
    if (error instanceof AppError && error.code === 'upstream-tls') {
      throw invalid('Its certificate could not be verified.', error)
    }
    throw unreachable(error)
  } finally {
    await agent.destroy()
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return undefined
  }
}

function methodsOf(document: z.output<typeof DOCUMENT>) {
  const offered = document.id_token_signing_alg_values_supported
  const idTokenAlgorithm = ALGORITHMS.find((algorithm) => offered.includes(algorithm))
  if (idTokenAlgorithm === undefined) throw invalid('It signs by no algorithm that a public key can check.')
  const methods = document.token_endpoint_auth_methods_supported
  const tokenAuthMethod = (['client_secret_basic', 'client_secret_post'] as const).find((method) =>
    methods.includes(method),
  )
  if (tokenAuthMethod === undefined)
    throw invalid('It takes no client secret, neither as Basic nor as a form.')
  return { idTokenAlgorithm, tokenAuthMethod }
}

/** Endpoints at the issuer's own origin are where the settings say; others are what an answer says. */
async function assertEndpoints(
  document: Discovered,
  issuer: string,
  allowedCidrs: readonly string[],
): Promise<void> {
  const home = new URL(issuer)
  const { token_endpoint, jwks_uri, userinfo_endpoint, authorization_endpoint, end_session_endpoint } =
    document
  const asked = [token_endpoint, jwks_uri, userinfo_endpoint]
  for (const endpoint of [...asked, authorization_endpoint, end_session_endpoint]) {
    if (endpoint === undefined) continue
    const url = new URL(endpoint)
    const isPlain = url.protocol === 'http:' && home.protocol === 'http:' && isLoopback(url.hostname)
    if (url.protocol !== 'https:' && !isPlain) throw invalid('It names an endpoint that is not https.')
    if (!asked.includes(endpoint) || url.origin === home.origin) continue
    await assertReachable(url, { allowedCidrs }).catch((cause: unknown) => {
      throw invalid('It names an endpoint at an address outside ASSAY_ALLOWED_CIDRS.', cause)
    })
  }
}

function invalid(sentence: string, cause?: unknown): AppError {
  return new AppError('provider-invalid', `The sign-in provider is not usable. ${sentence}`, { cause })
}

function unreachable(cause: unknown): AppError {
  return new AppError('provider-unreachable', 'The sign-in provider could not be reached.', { cause })
}
