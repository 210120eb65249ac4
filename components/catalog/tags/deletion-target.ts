import type { DeletionTarget } from '@/components/cleanup/queries'
import type { RepositoryAddress, Tag, TagFilter } from '../queries'
import type { Selection } from './selection'

/** What is asked for to delete what was chosen: by name and digest, or by the filter of the table. */
export function targetOf(
  { registry, repository }: RepositoryAddress,
  { isAll, digests }: Selection,
  filter: TagFilter,
): DeletionTarget {
  if (!isAll) {
    return { registry, repository, body: { tags: [...digests].map(([tag, digest]) => ({ tag, digest })) } }
  }
  return { registry, repository, body: { filter: filterOf(filter) } }
}

/** Parts that are not set are not sent. */
function filterOf({ q, platform, kind, digest, tools }: TagFilter) {
  return {
    ...(q !== '' && { q }),
    ...(platform !== null && { platform }),
    ...(kind !== null && { kind }),
    ...(digest !== null && { digest }),
    ...(!tools && { tools: 'false' as const }),
  }
}

/** The digests of what was chosen, each once; of all that match, of those that are loaded. */
export function digestsOf({ isAll, digests }: Selection, tags: readonly Tag[]): readonly string[] {
  return [...new Set(isAll ? tags.flatMap(({ digest }) => digest ?? []) : digests.values())]
}
