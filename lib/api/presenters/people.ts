import type { z } from 'zod'
import type { ListedUser, User } from '@/lib/access/store/user'
import type { CreatedToken } from '@/lib/access/use-cases/create-token'
import type { ListedToken } from '@/lib/access/use-cases/list-tokens'
import type { contracts } from '@/lib/api/contracts'
import type { OutputOf } from '@/lib/api/contracts/endpoint'
import type { tokenShape, userShape } from '@/lib/api/contracts/people'
import type { Actor } from '@/lib/core/actor'
import { UnauthenticatedError } from '@/lib/core/errors'
import { presentAllowed } from './allowed'

/** Who calls, as the one who calls may see it. */
export function presentMe(actor: Actor): OutputOf<typeof contracts.me> {
  if (actor.kind === 'anonymous' || actor.kind === 'system') throw new UnauthenticatedError()
  return { kind: actor.kind, id: actor.id, name: actor.name, role: actor.role }
}

/** A person, without anything that helps to sign in as them. */
export function presentUser(user: User): z.output<typeof userShape> {
  return {
    id: user.id,
    name: user.name,
    role: user.role,
    isDisabled: user.disabledAt !== null,
    createdAt: user.createdAt,
    lastSignInAt: user.lastSignInAt,
  }
}

/** A person in the list of all, with what they sign in by. */
export function presentListedUser(user: ListedUser): OutputOf<typeof contracts.listUsers>['items'][number] {
  return { ...presentUser(user), signInBy: user.signInBy }
}

/** An API token, without its secret. */
export function presentToken(token: ListedToken): z.output<typeof tokenShape> {
  return {
    id: token.id,
    name: token.name,
    owner: token.ownerName,
    role: token.role,
    grants: token.grants.map(({ role, registry, path }) => ({ role, registry, path })),
    evidenceTypes: token.evidenceTypes === null ? null : [...token.evidenceTypes],
    createdAt: token.createdAt,
    expiresAt: token.expiresAt,
    lastUsedAt: token.lastUsedAt,
    revokedAt: token.revokedAt,
    can: { revoke: presentAllowed(token.canRevoke) },
  }
}

/** A token just made: the one answer that holds its text. */
export function presentCreatedToken(created: CreatedToken): OutputOf<typeof contracts.createToken> {
  return { ...presentToken(created.token), token: created.text }
}
