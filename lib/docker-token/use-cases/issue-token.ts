import 'server-only'
import type { Context } from '@/lib/access/context'
import type { LdapSettings } from '@/lib/access/external/settings'
import type { Actor } from '@/lib/core/actor'
import { AppError, type ProblemCode } from '@/lib/core/errors'
import { displaySafe } from '@/lib/oci/display'
import { signingParts } from '../active-signer'
import { authenticate, type Proof } from '../authenticate'
import { type IssuedToken, signToken, subjectOf } from '../issue'
import { knownService } from '../known-services'
import { noteRequest } from '../request-log'
import { describeAccess } from '../rules/access'
import { type Outcome, outcomeOf } from '../rules/outcome'
import { parseScopes, SCOPES_MAX, splitScopes } from '../rules/scope'
import type { TokenService } from '../service'

export interface TokenWish {
  readonly proof: Proof
  readonly service: string
  /** As sent: each may hold several, between spaces. */
  readonly scopes: readonly string[]
  /** The public origin. */
  readonly origin: string
  /** Null where no directory is asked about people. */
  readonly directory: LdapSettings | null
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
  const service = await knownService(ctx, wish.service)
  if (service === undefined)
    throw new AppError('invalid-request', 'There is no registry of this service name.')
  const note = (request: Noted) => noteRequest(ctx, requestOf(ctx, { service, asked, ...request }))

  const actor = await authenticate(ctx, wish.proof, wish.directory).catch((error: unknown) => {
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

const REFUSALS: Readonly<Partial<Record<ProblemCode, Outcome>>> = {
  'too-many-attempts': 'throttled',
  'invalid-credentials': 'refused',
  'invalid-request': 'refused',
  'account-disabled': 'refused',
}

function refusalOf(error: unknown): Outcome {
  return (error instanceof AppError && REFUSALS[error.code]) || 'failed'
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
    actorName: actor === null ? null : subjectOf(actor) || null,
    ip: ctx.ip,
    client: ctx.userAgent === null ? null : displaySafe(ctx.userAgent.slice(0, TEXT_MAX / 4)),
    // A stranger's words, shown to admins; PostgreSQL keeps no NUL.
    asked: displaySafe(asked.join(' ').slice(0, TEXT_MAX)),
    granted: granted.slice(0, TEXT_MAX),
  }
}
