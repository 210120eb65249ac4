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
      <span>{counts.repositories.toLocaleString('en')} repositories</span>
      <span>{counts.tags.toLocaleString('en')} tags</span>
      {storedBytes !== null && (
        <span>
          <ByteSize bytes={storedBytes} /> stored
        </span>
      )}
      <StaleBadge isStale={isStale} syncedAt={syncedAt} />
      {health.state === 'failing' && (
        <Badge tone="danger" icon={<TriangleAlert aria-hidden="true" />} title={health.message ?? undefined}>
          not answering
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
