import { ClockAlert, TriangleAlert } from 'lucide-react'
import { repositoryHref } from '@/components/shell/addresses'
import { GoldenMarks } from '@/components/shell/golden-parts'
import { namespaceOf } from '@/lib/oci/name'
import { Badge } from '../../ui/badge'
import { ByteSize } from '../../ui/byte-size'
import { cx } from '../../ui/cx'
import { AppLink } from '../../ui/link'
import { RelativeTime } from '../../ui/relative-time'
import type { Repository } from '../queries'

interface RepositoryRowProps {
  repository: Repository
  index: number
  isActive: boolean
  /** It came a moment ago. */
  isFresh: boolean
  onFocus: (index: number) => void
}

export function RepositoryRow({ repository, index, isActive, isFresh, onFocus }: RepositoryRowProps) {
  const { registry, name, tagCount, totalBytes, newestCreatedAt, syncedAt, golden } = repository
  const namespace = namespaceOf(name)
  const stop = isActive ? 0 : -1
  return (
    <tr
      data-row={index}
      aria-rowindex={index + 2}
      tabIndex={stop}
      onFocus={() => onFocus(index)}
      className={cx('-outline-offset-2', isFresh && 'row-fresh')}
    >
      <td className="max-w-0">
        <div className="flex h-6 min-w-0 items-center gap-2">
          <AppLink
            href={repositoryHref(registry, name)}
            tabIndex={stop}
            title={name}
            className="min-w-0 truncate font-medium hover:underline"
          >
            {namespace !== '' && <span className="font-normal text-muted">{namespace}/</span>}
            {name.slice(namespace === '' ? 0 : namespace.length + 1)}
          </AppLink>
          <GoldenMarks marks={golden} tabIndex={stop} className="min-w-8 shrink-[1000]" />
          <Flags repository={repository} />
        </div>
        <div className="flex gap-2 text-xs text-muted sm:hidden">
          <span>{tagCountText(tagCount)}</span>
          <span aria-hidden="true">·</span>
          <ByteSize bytes={totalBytes} />
          <span aria-hidden="true">·</span>
          <RelativeTime at={newestCreatedAt} absent="date unknown" />
        </div>
      </td>
      <td className="num hidden sm:table-cell">{tagCount.toLocaleString('en')}</td>
      <td className="num hidden sm:table-cell">
        <ByteSize bytes={totalBytes} />
      </td>
      <td className="hidden sm:table-cell">
        <RelativeTime at={newestCreatedAt} />
      </td>
      <td className="hidden text-muted xl:table-cell">
        <RelativeTime at={syncedAt} absent="never" />
      </td>
    </tr>
  )
}

function Flags({ repository: { tagCount, problem, isStale, syncedAt } }: { repository: Repository }) {
  if (problem) {
    return (
      <Badge tone="danger" icon={<TriangleAlert aria-hidden="true" />} title={problem.message}>
        not readable
      </Badge>
    )
  }
  if (isStale && syncedAt !== null) {
    return (
      <Badge
        tone="warn"
        icon={<ClockAlert aria-hidden="true" />}
        title="Not compared with the registry lately"
      >
        stale
      </Badge>
    )
  }
  return tagCount === 0 && syncedAt !== null && <Badge>empty</Badge>
}

function tagCountText(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'tag' : 'tags'}`
}
