import 'server-only'
import type { Actor } from '@/lib/core/actor'
import type { Executor } from '@/lib/db/connection'
import { loadRights, type RightsReader } from './rights'
import { isTokenLive } from './rules/token-state'
import { findTokenCredential, type TokenCredential } from './store/api-token'
import { findUser, type User } from './store/user'

export interface LoadedActor {
  readonly actor: Extract<Actor, { kind: 'user' | 'token' }>
  /** Why they can do nothing at all, whatever their grants; null while they can sign in. */
  readonly stopped: string | null
}

/** Somebody as they would act now, by the id of a person or an API token. */
export async function loadActor(query: Executor, id: string, now: number): Promise<LoadedActor | undefined> {
  if (id.startsWith('tok_')) {
    const token = await findTokenCredential(query, id)
    if (token === undefined) return undefined
    const stopped = isTokenLive(token, now)
      ? null
      : 'This API token is revoked or expired, or its owner is disabled.'
    return { actor: await tokenActor(query, token), stopped }
  }
  const user = await findUser(query, id)
  if (user === undefined) return undefined
  const stopped = user.disabledAt === null ? null : 'This person is disabled and cannot sign in.'
  return { actor: await userActor(query, user), stopped }
}

/** A person with every right they have now. */
export async function userActor(
  query: Executor,
  user: User,
  rightsOf: RightsReader = loadRights,
): Promise<Extract<Actor, { kind: 'user' }>> {
  return { kind: 'user', id: user.id, name: user.name, ...(await rightsOf(query, user)) }
}

/** An API token with its own rights and its owner's. */
export async function tokenActor(
  query: Executor,
  token: TokenCredential,
  rightsOf: RightsReader = loadRights,
): Promise<Extract<Actor, { kind: 'token' }>> {
  const owner = await rightsOf(query, { id: token.userId, role: token.ownerRole })
  // An admin token has no bounds of its own: it is what its owner is.
  const rights = token.role === 'admin' ? owner : await rightsOf(query, token)
  return {
    kind: 'token',
    id: token.id,
    name: token.name,
    ...rights,
    userId: token.userId,
    owner: { name: token.ownerName, ...owner },
    ...(token.evidenceTypes !== null && { evidenceTypes: token.evidenceTypes }),
  }
}
