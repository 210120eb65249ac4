import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import type { Registry } from '@/lib/connections/registry'
import { findRegistryByName } from '@/lib/connections/store'
import { NotFoundError } from '@/lib/core/errors'
import type { TokenKey } from '../key'
import type { Tally, TokenRequest, TokenService } from '../service'
import { listKeyRows } from '../store/keys'
import { listRequests, listTallies } from '../store/requests'
import { findServiceOf } from '../store/services'
import { ensureSigningKey } from './ensure-signing-key'

export interface DockerSignIn {
  readonly registry: Pick<Registry, 'url' | 'capabilities'>
  /** As it would be where nothing was decided yet: off, and named after the registry. */
  readonly service: TokenService
  readonly keys: readonly TokenKey[]
  /** Over the last 30 days. */
  readonly tallies: readonly Tally[]
  /** The last 50, newest first. */
  readonly requests: readonly TokenRequest[]
}

/** How people sign in to a registry through Assay: its settings, the keys, and what was asked of it. */
export async function getDockerSignIn(ctx: Context, name: string): Promise<DockerSignIn> {
  await authorize(ctx, 'registry:manage')

  const registry = await findRegistryByName(ctx.db.query, name)
  if (registry === undefined) throw new NotFoundError()
  const { id } = registry
  await ensureSigningKey(ctx)

  return {
    registry,
    service: (await findServiceOf(ctx.db.query, id)) ?? undecided(id, name),
    keys: await listKeyRows(ctx.db.query),
    tallies: await listTallies(ctx.db.query, id, ctx.clock.now()),
    requests: await listRequests(ctx.db.query, id),
  }
}

function undecided(registryId: string, registry: string): TokenService {
  return { registryId, registry, service: registry, isEnabled: false, issuer: null, trust: 'certificates' }
}
