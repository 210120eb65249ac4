import { TriangleAlert } from 'lucide-react'
import { Badge } from '../ui/badge'
import { ByteSize } from '../ui/byte-size'
import { RelativeTime } from '../ui/relative-time'
import { StaleBadge } from '../ui/stale-badge'
import type { Registry } from './queries'

/** One line on a registry: where it is, how much it holds, how fresh that is, and whether it answers. */
export function RegistryMeta({
  registry: { url, counts, storedBytes, isStale, syncedAt, health },
}: {
  registry: Registry
}) {
  return (
    <>
      <code className="font-mono text-xs">{url}</code>
      <span>{countText(counts.repositories, 'repository', 'repositories')}</span>
      <span>{countText(counts.tags, 'tag', 'tags')}</span>
      {storedBytes !== null && (
        <span>
          <ByteSize bytes={storedBytes} /> stored
        </span>
      )}
      <StaleBadge isStale={isStale} syncedAt={syncedAt} />
      {health.state === 'failing' && (
        <Badge tone="danger" icon={<TriangleAlert aria-hidden="true" />} title={health.message ?? undefined}>
          Not answering
          {health.at !== null && (
            <>
              , <RelativeTime at={health.at} />
            </>
          )}
        </Badge>
      )}
    </>
  )
}

function countText(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
