import 'server-only'
import type { Actor } from '@/lib/core/actor'
import { InvalidInputError, NotFoundError } from '@/lib/core/errors'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { loadActor } from '../load-actor'
import { ACTIONS, isAction, policyOf } from '../rules/actions'
import { type Action, can, type Decision, type Ground, type Resource } from '../rules/can'
import type { Policy } from '../rules/policies/policy'
import { findRegistryId, listRegistryNames } from '../store/registry-name'

export interface Question {
  /** Id of a person or an API token. */
  readonly actor: string
  /** `noun:verb`. */
  readonly action: string
  /** Name of a registry; absent for what is about none, or about all of them. */
  readonly registry?: string | undefined
  /** A namespace or a repository in it, known to the index or not. */
  readonly path?: string | undefined
}

export interface Explanation {
  readonly actor: { readonly kind: 'user' | 'token'; readonly id: string; readonly name: string }
  readonly decision: Decision
  readonly policy: Policy
  /** Every grant of the actor and whether it reaches, so that a missing one is seen to be missing. */
  readonly grounds: readonly (Ground & { readonly registry: string | null })[]
  /** Why nothing else counts: a person who may not sign in, a token that is over. */
  readonly stopped: string | null
}

/**
 * The decision over what somebody wants to do, with all its grounds, by the same rule that lets them pass.
 * Everybody may ask about themselves.
 * @throws NotFoundError for an actor or a registry that is not there
 */
export async function explainAccess(ctx: Context, question: Question): Promise<Explanation> {
  if (!isSelf(ctx.actor, question.actor)) await authorize(ctx, 'access:explain')
  const action = readAction(question.action)

  const found = await loadActor(ctx.db.query, question.actor, ctx.clock.now())
  if (found === undefined) throw new NotFoundError()
  const resource = await readResource(ctx, question)
  const names = await listRegistryNames(ctx.db.query)
  const nameOf = (ground: Ground) => {
    const id = ground.kind === 'grant' ? ground.grant.registryId : null
    return id === null ? null : (names.get(id) ?? null)
  }

  const decision = can(found.actor, action, resource)
  const { kind, id, name } = found.actor
  return {
    actor: { kind, id, name },
    decision,
    policy: policyOf(action),
    grounds: decision.allowed
      ? decision.grounds.map((ground) => ({ ...ground, registry: nameOf(ground) }))
      : [],
    stopped: found.stopped,
  }
}

function readAction(text: string): Action {
  if (isAction(text)) return text
  throw new InvalidInputError('invalid-input', 'There is no such action.', {
    issues: [{ pointer: '?action', code: 'invalid-input', message: `One of ${ACTIONS.join(', ')}.` }],
  })
}

function isSelf(actor: Actor, id: string): boolean {
  return actor.kind !== 'anonymous' && actor.id === id
}

async function readResource(ctx: Context, { registry, path = '' }: Question): Promise<Resource> {
  if (registry === undefined) return {}
  const registryId = await findRegistryId(ctx.db.query, registry)
  const mayKnow = registryId !== undefined && can(ctx.actor, 'registry:read', { registryId }).allowed
  if (!mayKnow) throw new NotFoundError()
  return path === '' ? { registryId } : { registryId, repository: path }
}
