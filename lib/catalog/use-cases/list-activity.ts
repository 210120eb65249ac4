import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import type { Page, PageRequest } from '@/lib/core/paging'
import { authorizeRegistry, authorizeRepository } from '../authorize-place'
import type { TagEventKind } from '../rules/tag-event'
import { type ListedTagEvent, readTagEvents } from './tag-events'

export interface ActivityFilter extends PageRequest {
  readonly kind?: TagEventKind | undefined
  /** Only what none of the registry's events told. */
  readonly unannounced?: 'true' | 'false' | undefined
}

export interface RepositoryActivityInput extends ActivityFilter {
  readonly registry: string
  readonly repository: string
  readonly tag?: string | undefined
}

/** What happened to the tags of a repository, newest first. @throws NotFoundError */
export async function listRepositoryActivity(
  ctx: Context,
  input: RepositoryActivityInput,
): Promise<Page<ListedTagEvent>> {
  const { registry, repository } = await authorizeRepository(ctx, 'tag:list', input)

  return readTagEvents(ctx, 'repository-activity', {
    registryId: registry.id,
    repositoryId: repository.id,
    tag: input.tag,
    ...wanted(input),
  })
}

export interface ActivityInput extends ActivityFilter {
  /** Only of this registry. */
  readonly registry?: string | undefined
}

/** What happened to tags everywhere the reader may see, newest first. @throws NotFoundError */
export async function listActivity(ctx: Context, input: ActivityInput): Promise<Page<ListedTagEvent>> {
  const registryId = await registryIdOf(ctx, input.registry)

  return readTagEvents(ctx, 'activity', { registryId, ...wanted(input) })
}

async function registryIdOf(ctx: Context, registry: string | undefined): Promise<string | undefined> {
  if (registry !== undefined) return (await authorizeRegistry(ctx, 'repository:list', registry)).id
  await authorize(ctx, 'repository:list')
  return undefined
}

function wanted(input: ActivityFilter) {
  return {
    kind: input.kind,
    isUnannounced: input.unannounced === 'true',
    withFirstLooks: false,
    request: input,
  }
}
