import 'server-only'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { z } from 'zod'
import type { ExternalPerson } from '@/lib/access/external/person'
import type { OidcSettings } from '@/lib/access/external/settings'
import { type Claims, readGroups, readNames } from '@/lib/access/rules/provider-claims'
import type { Discovered } from './oidc-discovery'
import { explainProviderFailure } from './oidc-failure'

const CALL_TIMEOUT_MS = 5_000
const CLAIMS = z.record(z.string(), z.unknown())
/** OpenID Connect Core 2: at most 255 ASCII characters. */
const SUBJECT = z.string().regex(/^[\x20-\x7e]{1,255}$/)

type TokenRequest = Exclude<OAuthConfig<Claims>['token'], string | undefined>['request']
/** What the library gives for a code: the ID token is checked, and its claims can be read. */
type Exchanged = Awaited<ReturnType<Parameters<NonNullable<TokenRequest>>[0]['client']['callback']>>

interface Parts {
  readonly settings: OidcSettings
  readonly discovered: Discovered
  /** Told why the exchange failed: next-auth itself keeps that for its log. */
  readonly onFailure: (error: unknown) => void
}

/** The provider as next-auth takes it: a code with PKCE, state and nonce, exchanged and checked by its library. */
export function oidcProvider({ settings, discovered, onFailure }: Parts): OAuthConfig<Claims> {
  const endpoint = discovered.userinfo_endpoint
  let exchanged: Exchanged | undefined
  return {
    id: 'oidc',
    name: settings.name,
    type: 'oauth',
    version: '2.0',
    issuer: discovered.issuer,
    clientId: settings.clientId,
    clientSecret: settings.clientSecret.reveal(),
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { url: discovered.authorization_endpoint, params: { scope: settings.scopes.join(' ') } },
    token: {
      url: discovered.token_endpoint,
      request: async ({ client, provider, params, checks }) => {
        try {
          exchanged = await client.callback(provider.callbackUrl, params, checks)
          return { tokens: exchanged }
        } catch (error) {
          onFailure(explainProviderFailure(error))
          throw error
        }
      },
    },
    userinfo: {
      ...(endpoint !== undefined && { url: endpoint }),
      request: async ({ client }) => {
        try {
          const claims = CLAIMS.parse(exchanged?.claims())
          if (!exchanged || endpoint === undefined || !lacksSomething(claims, settings)) return claims
          // The library refuses an answer about another subject.
          return { ...(await client.userinfo(exchanged)), ...claims }
        } catch (error) {
          onFailure(explainProviderFailure(error))
          throw error
        }
      },
    },
    jwks_endpoint: discovered.jwks_uri,
    client: {
      id_token_signed_response_alg: discovered.idTokenAlgorithm,
      token_endpoint_auth_method: discovered.tokenAuthMethod,
    },
    httpOptions: { timeout: CALL_TIMEOUT_MS },
    profile: (claims) => ({ id: String(claims.sub) }),
  }
}

/** Who the claims speak of. @throws ZodError for a subject that cannot be one */
export function personOf(given: unknown, settings: OidcSettings): ExternalPerson {
  const claims = CLAIMS.parse(given)
  const subject = SUBJECT.parse(claims.sub)
  const { name, label } = readNames(claims, subject)
  const groups = settings.groupsClaim === null ? [] : readGroups(claims, settings.groupsClaim)
  return {
    method: 'oidc',
    issuer: settings.issuer,
    subject,
    suggestedName: name,
    label,
    groups,
    isAdmin: settings.adminGroup === null ? null : (groups ?? []).includes(settings.adminGroup),
  }
}

/** Many providers put little into the ID token and the rest where userinfo is. */
function lacksSomething(claims: Claims, { groupsClaim }: OidcSettings): boolean {
  if (claims.preferred_username === undefined) return true
  return groupsClaim !== null && readGroups(claims, groupsClaim) === null
}
