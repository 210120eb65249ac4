import { TriangleAlert } from 'lucide-react'
import { GOLDEN_DRIFT, lineHref, repositoryHref, versionHref } from '../../shell/addresses'
import { Badge } from '../../ui/badge'
import { DataTable } from '../../ui/data-table'
import { DigestText } from '../../ui/digest-text'
import { AppLink } from '../../ui/link'
import { RelativeTime } from '../../ui/relative-time'
import type { Line } from '../queries'
import { VersionBadge } from '../version-badge'
import { counted } from '../words'

/** Lines by name: what is golden in each, until when, and what there is to do. */
export function LineTable({ lines }: { lines: readonly Line[] }) {
  return (
    <DataTable label="Golden lines">
      <thead>
        <tr>
          <th>Line</th>
          <th>Golden now</th>
          <th className="max-lg:hidden">Until</th>
          <th className="max-sm:hidden">To do</th>
          <th className="max-lg:hidden">Policy</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td className="max-w-0 min-w-40">
              <AppLink
                href={lineHref(line.id)}
                title={line.name}
                className="block truncate leading-6 font-medium hover:underline"
              >
                {line.name}
              </AppLink>
              <AppLink
                href={repositoryHref(line.registry, line.repository)}
                title={line.repository}
                className="block truncate text-xs leading-6 text-muted hover:underline"
              >
                {line.registry}/{line.repository}
              </AppLink>
            </td>
            <td className="w-72 max-sm:w-40">
              <Current line={line} />
            </td>
            <td className="w-36 max-lg:hidden">
              <RelativeTime at={line.current?.expiresAt ?? null} absent={line.current ? 'no end' : '–'} />
            </td>
            <td className="w-52 max-sm:hidden">
              <ToDo line={line} />
            </td>
            <td className="w-44 max-w-44 max-lg:hidden">
              <span className="block truncate" title={line.policy.name}>
                {line.policy.name}
              </span>
              <span className="block text-xs text-muted">version {line.policy.version}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function Current({ line: { current, isPublished, archivedAt } }: { line: Line }) {
  if (archivedAt !== null) return <Badge>archived</Badge>
  if (!isPublished) return <Badge tone="info">draft</Badge>
  if (current === null) return <span className="text-faint">nothing is golden</span>
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
      <AppLink
        href={versionHref(current.id)}
        title={current.name}
        className="max-w-40 truncate font-medium hover:underline"
      >
        {current.name}
      </AppLink>
      <VersionBadge state={current.state} isExpiring={current.isExpiring} />
      <DigestText digest={current.digest} className="max-sm:hidden" />
    </span>
  )
}

function ToDo({ line: { id, counts, openDrift } }: { line: Line }) {
  const isCalm = counts.candidate === 0 && openDrift === 0
  if (isCalm) return <span className="text-faint">nothing</span>
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      {openDrift > 0 && (
        <AppLink href={`${GOLDEN_DRIFT}?line=${id}`}>
          <Badge tone="danger" icon={<TriangleAlert aria-hidden="true" />}>
            drifted
          </Badge>
        </AppLink>
      )}
      {counts.candidate > 0 && <span>{counted(counts.candidate, ['candidate', 'candidates'])}</span>}
    </span>
  )
}
