import 'server-only'
import type { Context } from '@/lib/access/context'
import type { Actor } from '@/lib/core/actor'
import { AppError } from '@/lib/core/errors'
import { signingParts } from '../active-signer'
import { authenticate, type Proof } from '../authenticate'
import { type IssuedToken, signToken } from '../issue'
import { noteRequest } from '../request-log'
import { describeAccess } from '../rules/access'
import { type Outcome, outcomeOf } from '../rules/outcome'
import { parseScopes, SCOPES_MAX, splitScopes } from '../rules/scope'
import type { TokenService } from '../service'
import { findServiceNamed } from '../store/services'

export interface TokenWish {
  readonly proof: Proof
  readonly service: string
  /** As sent: each may hold several, between spaces. */
  readonly scopes: readonly string[]
  /** The public origin. */
  readonly origin: string
}

export interface TokenAnswer extends IssuedToken {
  readonly actor: Actor
  readonly outcome: Outcome
}

const TEXT_MAX = 1024

/**
 * A token for a registry's own door, by the distribution token specification. There is nothing to authorize but the
 * wishes: who may nothing gets a token that opens nothing.
 * @throws AppError `invalid-request`, `invalid-credentials`, `too-many-attempts`
 */
export async function issueToken(ctx: Context, wish: TokenWish): Promise<TokenAnswer> {
  const asked = splitScopes(wish.scopes)
  if (asked.length > SCOPES_MAX) {
    throw new AppError('invalid-request', `One token may be asked for ${SCOPES_MAX} scopes.`)
  }
  const service = await findServiceNamed(ctx.db.query, wish.service)
  if (service === undefined)
    throw new AppError('invalid-request', 'There is no registry of this service name.')
  const note = (request: Noted) => noteRequest(ctx, requestOf(ctx, { service, asked, ...request }))

  const actor = await authenticate(ctx, wish.proof).catch((error: unknown) => {
    note({ outcome: refusalOf(error), actor: null, granted: '' })
    throw error
  })

  const scopes = parseScopes(asked)
  const issued = await signToken(signingParts(ctx), {
    actor,
    service,
    wishes: scopes.wishes,
    origin: wish.origin,
  })
  const outcome = actor.kind === 'anonymous' ? 'anonymous' : outcomeOf(scopes, issued.access)
  note({ outcome, actor, granted: describeAccess(issued.access) })
  return { ...issued, actor, outcome }
}

function refusalOf(error: unknown): Outcome {
  return error instanceof AppError && error.code === 'too-many-attempts' ? 'throttled' : 'refused'
}

interface Noted {
  readonly outcome: Outcome
  readonly actor: Actor | null
  readonly granted: string
}

interface RequestFacts extends Noted {
  readonly service: TokenService
  readonly asked: readonly string[]
}

function requestOf(ctx: Context, { service, asked, outcome, actor, granted }: RequestFacts) {
  return {
    id: ctx.requestId,
    registryId: service.registryId,
    at: ctx.clock.now(),
    outcome,
    actorName: actor === null || actor.kind === 'anonymous' ? null : actor.name,
    ip: ctx.ip,
    client: ctx.userAgent?.slice(0, TEXT_MAX / 4) ?? null,
    asked: asked.join(' ').slice(0, TEXT_MAX),
    granted: granted.slice(0, TEXT_MAX),
  }
}
