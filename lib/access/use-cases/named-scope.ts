import 'server-only'
import type { Scope } from '@/lib/core/actor'
import { NotFoundError } from '@/lib/core/errors'
import type { Context } from '../context'
import { can, type Resource } from '../rules/can'
import { findRegistryId } from '../store/registry-name'

/** A scope as people write it: by the name of its registry. */
export interface NamedScope {
  /** Null is every registry. */
  readonly registry: string | null
  readonly path: string
}

/** The scope people mean. @throws NotFoundError for a registry that is not there, or that the actor may not know of */
export async function readScope(ctx: Context, { registry, path }: NamedScope): Promise<Scope> {
  if (registry === null) return { registryId: null, path }
  const registryId = await findRegistryId(ctx.db.query, registry)
  const isKnown = registryId !== undefined && can(ctx.actor, 'registry:read', { registryId }).allowed
  if (!isKnown) throw new NotFoundError()
  return { registryId, path }
}

/** Several of them; undefined stays undefined. */
export async function readScopes(
  ctx: Context,
  scopes: readonly NamedScope[] | undefined,
): Promise<readonly Scope[] | undefined> {
  return scopes && Promise.all(scopes.map((scope) => readScope(ctx, scope)))
}

/** What deciding over a scope is about. */
export function resourceOf({ registryId, path }: Scope): Resource {
  return { registryId: registryId ?? undefined, namespace: path }
}
