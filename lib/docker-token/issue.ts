import 'server-only'
import { randomBytes } from 'node:crypto'
import { can } from '@/lib/access/rules/can'
import { registryActions } from '@/lib/access/rules/registry-actions'
import type { Actor } from '@/lib/core/actor'
import { activeSigner, type SigningParts } from './active-signer'
import { type AccessEntry, grantAccess } from './rules/access'
import { buildClaims, TOKEN_SECONDS } from './rules/claims'
import type { Wish } from './rules/scope'
import type { TokenService } from './service'

/** Whom a registry's events name where Assay itself read from it; no user name can hold the colon. */
export const OWN_SUBJECT = 'assay:system'

export interface IssuedToken {
  readonly token: string
  /** Seconds since 1970. */
  readonly issuedAt: number
  readonly lifetimeSeconds: number
  readonly access: readonly AccessEntry[]
}

export interface Issue {
  readonly actor: Actor
  readonly service: TokenService
  readonly wishes: readonly Wish[]
  /** The public origin, which issues where nothing else is said. */
  readonly origin: string
}

/** What of the wishes an actor may in the registry of a service: the same grants as everywhere in Assay. */
export function accessFor(
  actor: Actor,
  { registryId }: Pick<TokenService, 'registryId'>,
  wishes: readonly Wish[],
): readonly AccessEntry[] {
  return grantAccess(wishes, {
    actions: (repository) => registryActions(actor, { registryId, repository }),
    catalog: can(actor, 'registry:manage', { registryId }).allowed,
  })
}

/** Signs a token for what an actor may of what is wished for. */
export async function signToken(
  parts: SigningParts,
  { actor, service, wishes, origin }: Issue,
): Promise<IssuedToken> {
  const signer = await activeSigner(parts)
  const access = accessFor(actor, service, wishes)
  const claims = buildClaims({
    issuer: service.issuer ?? origin,
    service: service.service,
    subject: subjectOf(actor),
    access,
    nowMs: parts.clock.now(),
    id: randomBytes(16).toString('base64url'),
  })
  return {
    token: signer.sign(claims, service.trust),
    issuedAt: claims.iat,
    lifetimeSeconds: TOKEN_SECONDS,
    access,
  }
}

/** As it stands in a registry's events; '' for nobody. Behind an API token there is a person. */
export function subjectOf(actor: Actor): string {
  if (actor.kind === 'anonymous') return ''
  if (actor.kind === 'system') return OWN_SUBJECT
  return actor.kind === 'token' ? `${actor.owner.name} (${actor.name})` : actor.name
}
