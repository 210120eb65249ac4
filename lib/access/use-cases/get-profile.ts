import 'server-only'
import { NotFoundError } from '@/lib/core/errors'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { listIdentitiesOf, type UserIdentity } from '../store/identity'
import { findPasswordHash, findUser, type User } from '../store/user'

export interface Profile {
  readonly user: User
  readonly hasPassword: boolean
  readonly identities: readonly UserIdentity[]
}

/** Who the actor is here and at the providers that know them. */
export async function getProfile(ctx: Context): Promise<Profile> {
  await authorize(ctx, 'profile:manage')

  const user = await findUser(ctx.db.query, ctx.actor.id)
  if (user === undefined) throw new NotFoundError()
  return {
    user,
    hasPassword: (await findPasswordHash(ctx.db.query, user.id)) !== null,
    identities: await listIdentitiesOf(ctx.db.query, user.id),
  }
}
