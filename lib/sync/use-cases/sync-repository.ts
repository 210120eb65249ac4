import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { getRepositoryPlace } from '@/lib/catalog/store/places'
import { startRepositorySync } from './start-repository-sync'

/** Starts or joins a comparison of the repository of a name. @throws NotFoundError */
export async function syncRepositoryByName(
  ctx: Context,
  input: { readonly registry: string; readonly repository: string },
): Promise<string> {
  await authorize(ctx, 'registry:sync', { repository: input.repository })

  const { registry, repository } = await getRepositoryPlace(ctx.db.query, input)

  return startRepositorySync(ctx, registry.id, repository.name)
}
