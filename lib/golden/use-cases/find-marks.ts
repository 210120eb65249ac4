import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { visibilityOf } from '@/lib/access/rules/visibility'
import { authorizeRepository } from '@/lib/catalog/authorize-place'
import { listLinePlaces } from '../store/line-places'
import { findCurrent, findMarks, type GoldenMark } from '../store/marks'

/** By digest or repository; what is not in it is nothing in any line. */
export type Marks = ReadonlyMap<string, readonly GoldenMark[]>

/** What digests of a repository are in its golden lines. @throws NotFoundError */
export async function marksIn(
  ctx: Context,
  target: { readonly registry: string; readonly repository: string },
  digests: readonly (string | null)[],
): Promise<Marks> {
  const { repository } = await authorizeRepository(ctx, 'tag:list', target)

  const known = [...new Set(digests.flatMap((digest) => digest ?? []))]
  return findMarks(ctx.db.query, repository.id, { digests: known, now: ctx.clock.now() })
}

export interface FoundImage {
  readonly registry: string
  readonly repository: string
  readonly digest: string | null
}

/** The same for images of several repositories, by `keyOf`. */
export async function marksOfImages(ctx: Context, images: readonly FoundImage[]): Promise<Marks> {
  await authorize(ctx, 'line:list')

  const places = await listLinePlaces(ctx.db.query, visibilityOf(ctx.actor), images)
  const marks = new Map<string, readonly GoldenMark[]>()
  for (const { repositoryId, registry, repository } of places) {
    const own = images.filter((image) => image.registry === registry && image.repository === repository)
    const digests = own.flatMap(({ digest }) => digest ?? [])
    const found = await findMarks(ctx.db.query, repositoryId, { digests, now: ctx.clock.now() })
    for (const [digest, some] of found) marks.set(keyOf({ registry, repository, digest }), some)
  }
  return marks
}

/** What is golden now in repositories that the actor was shown, by their ids. */
export async function currentIn(
  ctx: Context,
  repositories: readonly { readonly id: string }[],
): Promise<Marks> {
  await authorize(ctx, 'line:list')

  const repositoryIds = repositories.map(({ id }) => id)
  return findCurrent(ctx.db.query, { repositoryIds, now: ctx.clock.now() })
}

/** An image of a repository as one text. */
export function keyOf({ registry, repository, digest }: FoundImage): string {
  return `${registry}/${repository}@${digest ?? ''}`
}
