import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { exportJWK, generateKeyPair } from 'jose'
import Provider, { type Configuration } from 'oidc-provider'
import { freePort } from './registry'

/** The one client of the provider. */
export const OIDC_CLIENT = { id: 'assay', secret: 'a-client-password-for-tests' } as const

export interface OidcPerson {
  readonly subject: string
  /** Beside the subject: `preferred_username`, `groups`, and whatever else a test wants said. */
  readonly claims: Readonly<Record<string, unknown>>
}

export interface RunningOidc {
  readonly issuer: string
  /** Who the next browser that asks is, without being asked for a password. */
  signInAs(person: OidcPerson): void
  /** The next browser that asks is sent back with `access_denied`. */
  refuseNext(): void
  /** What its endpoints were asked, by path. */
  readonly requests: readonly string[]
  stop(): Promise<void>
}

export interface OidcOptions {
  /** Origin of the Assay that people sign in to. */
  readonly origin: string
  /** Puts every claim into the ID token; by default they are only where userinfo is. */
  readonly claimsInIdToken?: boolean
}

/** Starts a real OpenID Connect provider on a free loopback port. */
export async function startOidcProvider(options: OidcOptions): Promise<RunningOidc> {
  const issuer = `http://127.0.0.1:${await freePort()}`
  const people = new Map<string, OidcPerson>()
  const requests: string[] = []
  const next: Next = { person: undefined, isRefused: false }
  const provider = new Provider(issuer, await configuration(options, people))
  const answer = provider.callback()
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', issuer).pathname
    requests.push(path)
    if (path.startsWith('/interaction/')) void interact(provider, { request, response, next })
    else void answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(Number(new URL(issuer).port), '127.0.0.1', resolve))
  return {
    issuer,
    requests,
    signInAs(person) {
      people.set(person.subject, person)
      next.person = person
    },
    refuseNext() {
      next.isRefused = true
    },
    stop: () => close(server),
  }
}

interface Next {
  person: OidcPerson | undefined
  isRefused: boolean
}

async function configuration(
  { origin, claimsInIdToken = false }: OidcOptions,
  people: ReadonlyMap<string, OidcPerson>,
): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return {
    clients: [
      {
        client_id: OIDC_CLIENT.id,
        client_secret: OIDC_CLIENT.secret,
        redirect_uris: [`${origin}/api/auth/callback/oidc`],
        post_logout_redirect_uris: [`${origin}/sign-in`],
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['a-cookie-key-for-tests'] },
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      groups: ['groups', 'realm_access', '_claim_names'],
    },
    scopes: ['openid', 'profile', 'groups'],
    conformIdTokenClaims: !claimsInIdToken,
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    findAccount: (_context, subject) => ({
      accountId: subject,
      claims: async () => ({ ...people.get(subject)?.claims, sub: subject }),
    }),
    // Everybody agreed to everything.
    loadExistingGrant: async (context) => {
      const { client, session, provider } = context.oidc
      if (client === undefined || session?.accountId === undefined) return undefined
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid profile groups')
      await grant.save()
      return grant
    },
  }
}

interface Interaction {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly next: Next
}

async function interact(provider: Provider, { request, response, next }: Interaction): Promise<void> {
  const { person, isRefused } = next
  next.isRefused = false
  const result =
    isRefused || person === undefined
      ? { error: 'access_denied', error_description: '<b>no</b>' }
      : { login: { accountId: person.subject, remember: false } }
  await provider.interactionFinished(request, response, result)
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
