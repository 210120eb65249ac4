import type { z } from 'zod'
import { can } from '@/lib/access/rules/can'
import type { dockerSignInShape } from '@/lib/api/contracts/docker-sign-in'
import type { Actor } from '@/lib/core/actor'
import type { TokenKey } from '@/lib/docker-token/key'
import { registryConfigurations } from '@/lib/docker-token/rules/configuration'
import { endsSoon } from '@/lib/docker-token/rules/key-age'
import { TOKEN_PATH } from '@/lib/docker-token/rules/paths'
import type { DockerSignIn } from '@/lib/docker-token/use-cases/get-docker-sign-in'
import { presentAllowed } from './allowed'

export interface SignInViewer {
  readonly actor: Actor
  readonly nowMs: number
  /** The public origin. */
  readonly origin: string
}

type Shape = z.output<typeof dockerSignInShape>

/** Docker sign-in of one registry, with its configuration written out. */
export function presentDockerSignIn(signIn: DockerSignIn, { actor, nowMs, origin }: SignInViewer): Shape {
  const { service, registry, keys, tallies, requests } = signIn
  const realm = `${origin}${TOKEN_PATH}`
  const issuer = service.issuer ?? origin
  return {
    registry: service.registry,
    registryHost: new URL(registry.url).host,
    isEnabled: service.isEnabled,
    service: service.service,
    realm,
    issuer,
    isOwnIssuer: service.issuer !== null,
    trust: service.trust,
    registryAsks: whomItAsks(registry.capabilities, realm),
    configurations: [...registryConfigurations({ origin, service: service.service, issuer })],
    keys: keys.map((key) => presentSigningKey(key, nowMs)),
    requests: {
      total: tallies.reduce((sum, { requests: count }) => sum + count, 0),
      lastAt: tallies.length === 0 ? null : Math.max(...tallies.map(({ lastAt }) => lastAt)),
      byOutcome: [...tallies],
      last: requests.map(({ registryId: _, ...request }) => request),
    },
    can: {
      manage: presentAllowed(can(actor, 'registry:manage')),
      rotate: presentAllowed(can(actor, 'settings:manage')),
    },
  }
}

export function presentSigningKey(key: TokenKey, nowMs: number): Shape['keys'][number] {
  const { kid, libtrustId, state, createdAt, activatedAt, retiredAt, expiresAt } = key
  return {
    kid,
    libtrustId,
    state,
    createdAt,
    activatedAt,
    retiredAt,
    expiresAt,
    endsSoon: state !== 'retired' && endsSoon(expiresAt, nowMs),
  }
}

function whomItAsks(found: DockerSignIn['registry']['capabilities'], realm: string): Shape['registryAsks'] {
  if (found === null) return 'unknown'
  if (found.authentication === 'anonymous') return 'nobody'
  return found.realm === realm ? 'assay' : 'another'
}
