import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import type { RegistryAction } from '@/lib/access/rules/registry-actions'
import type { RepositoryName } from '@/lib/oci/name'
import { accessFor } from '../issue'
import { type AccessEntry, describeAccess } from '../rules/access'
import { parseScopes, splitScopes } from '../rules/scope'
import { getDockerSignIn } from './get-docker-sign-in'

export interface Trial {
  /** What a client would send. */
  readonly scope: string
  readonly granted: string
  readonly access: readonly AccessEntry[]
  readonly refused: readonly RegistryAction[]
}

/** What a token for the actor would open, decided by what decides real ones. Nothing is signed. */
export async function tryDockerSignIn(
  ctx: Context,
  name: string,
  wanted: { readonly repository: RepositoryName; readonly actions: readonly RegistryAction[] },
): Promise<Trial> {
  await authorize(ctx, 'registry:manage')

  const { service } = await getDockerSignIn(ctx, name)
  const scope = `repository:${wanted.repository}:${wanted.actions.join(',')}`
  const access = accessFor(ctx.actor, service, parseScopes(splitScopes([scope])).wishes)

  const granted = new Set(access.flatMap(({ actions }) => actions))
  return {
    scope,
    access,
    granted: describeAccess(access),
    refused: wanted.actions.filter((action) => !granted.has(action)),
  }
}
