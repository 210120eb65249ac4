import 'server-only'
import type { Context } from '../context'
import { ACTIONS } from '../rules/actions'
import { can } from '../rules/can'
import { listTokens } from './list-tokens'
import { listUsers } from './list-users'

export interface Explainable {
  readonly actors: readonly { readonly id: string; readonly name: string }[]
  readonly actions: readonly string[]
}

/** Whom the actor may ask about, and which actions there are: oneself, or everybody and every API token. */
export async function listExplainable(ctx: Context): Promise<Explainable> {
  const { actor } = ctx
  if (!can(actor, 'access:explain').allowed) {
    return { actors: [{ id: actor.id, name: `${actor.name} (you)` }], actions: ACTIONS }
  }
  const people = (await listUsers(ctx)).map(({ id, name }) => ({ id, name }))
  const tokens = (await listTokens(ctx)).map(({ id, name, ownerName }) => ({
    id,
    name: `${name} (token of ${ownerName})`,
  }))
  return { actors: [...people, ...tokens], actions: ACTIONS }
}
