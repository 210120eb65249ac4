import 'server-only'
import type { Context } from '@/lib/access/context'
import { authorizeRepository } from '@/lib/catalog/authorize-place'
import { startRepositorySync } from './start-repository-sync'

/** Starts or joins a comparison of the repository of a name. @throws NotFoundError */
export async function syncRepositoryByName(
  ctx: Context,
  input: { readonly registry: string; readonly repository: string },
): Promise<string> {
  const { registry, repository } = await authorizeRepository(ctx, 'registry:sync', input)

  return startRepositorySync(ctx, registry.id, repository.name)
}
