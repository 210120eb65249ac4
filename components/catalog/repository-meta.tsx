import { TriangleAlert } from 'lucide-react'
import { Badge } from '../ui/badge'
import { ByteSize } from '../ui/byte-size'
import { RelativeTime } from '../ui/relative-time'
import { StaleBadge } from '../ui/stale-badge'
import type { RepositoryDetail } from './queries'

/** One line on a repository: how much it holds, its newest image, how fresh that is. */
export function RepositoryMeta({ repository }: { repository: RepositoryDetail }) {
  const { tagCount, manifestCount, untaggedCount, totalBytes, newestCreatedAt, syncedAt, isStale, problem } =
    repository
  return (
    <>
      <span>
        {tagCount.toLocaleString('en')} {tagCount === 1 ? 'tag' : 'tags'}
      </span>
      <span>
        {manifestCount.toLocaleString('en')} {manifestCount === 1 ? 'manifest' : 'manifests'}
        {untaggedCount > 0 && `, ${untaggedCount.toLocaleString('en')} untagged`}
      </span>
      {tagCount > 0 && (
        <span title="Distinct blobs and manifests, each counted once">
          <ByteSize bytes={totalBytes} /> in total
        </span>
      )}
      {tagCount > 0 && repository.storage?.uniqueBytes != null && (
        <span title="Bytes that no other repository of the registry holds, as last added up">
          <ByteSize bytes={repository.storage.uniqueBytes} /> unique
        </span>
      )}
      {tagCount > 0 && (
        <span>
          newest image <RelativeTime at={newestCreatedAt} absent="of unknown date" />
        </span>
      )}
      <StaleBadge isStale={isStale} syncedAt={syncedAt} />
      {problem && (
        <Badge tone="danger" icon={<TriangleAlert aria-hidden="true" />} title={problem.message}>
          last sync failed: {problem.message}
        </Badge>
      )}
    </>
  )
}
