import type { RepositoryAddress, TagFilter } from '../catalog/queries'
import type { Selection } from '../catalog/tags/selection'
import type { DeletionTarget } from './queries'

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
