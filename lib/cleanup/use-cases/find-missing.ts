import 'server-only'
import type { Context } from '@/lib/access/context'
import { authorizeRepository } from '@/lib/catalog/authorize-place'
import { countMissing } from '../store/missing-content'

/** By digest, how much of it the last check did not find; what is not in it was whole, or never checked. */
export type Missing = ReadonlyMap<string, number>

/** What is known to be missing of images of a repository. @throws NotFoundError */
export async function missingIn(
  ctx: Context,
  target: { readonly registry: string; readonly repository: string },
  digests: readonly (string | null)[],
): Promise<Missing> {
  const { repository } = await authorizeRepository(ctx, 'tag:list', target)

  const known = [...new Set(digests.flatMap((digest) => digest ?? []))]
  return countMissing(ctx.db.query, repository.id, known)
}
