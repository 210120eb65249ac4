import { dossierHref, lineHref, versionHref } from '../../shell/addresses'
import { Badge } from '../../ui/badge'
import { DataTable } from '../../ui/data-table'
import { DigestText } from '../../ui/digest-text'
import { formatDate } from '../../ui/format-time'
import { AppLink } from '../../ui/link'
import { RelativeTime } from '../../ui/relative-time'
import type { ReportRow } from '../after-queries'
import { VersionBadge } from '../version-badge'
import { categoryLabel, counted } from '../words'

/** One row for each version: what it was, since when, by which policy, and who approved. */
export function ReportTable({ rows }: { rows: readonly ReportRow[] }) {
  return (
    <DataTable label="Golden images">
      <thead>
        <tr>
          <th>Image</th>
          <th>State</th>
          <th className="max-md:hidden">Since</th>
          <th className="max-lg:hidden">Policy</th>
          <th className="max-sm:hidden">Why</th>
          <th>
            <span className="sr-only">Dossier</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.version.id}>
            <td className="max-w-0 min-w-48 max-sm:min-w-36">
              <span className="flex min-w-0 items-center gap-2">
                <AppLink
                  href={lineHref(row.line.id)}
                  title={row.line.name}
                  className="truncate font-medium hover:underline"
                >
                  {row.line.name}
                </AppLink>
                <AppLink
                  href={versionHref(row.version.id)}
                  title={row.version.name}
                  className="max-w-1/2 shrink-0 truncate hover:underline"
                >
                  {row.version.name}
                </AppLink>
              </span>
              <span className="flex min-w-0 items-center gap-2 text-xs text-muted">
                <span className="truncate" title={`${row.registry}/${row.repository}`}>
                  {row.registry}/{row.repository}
                </span>
                <DigestText digest={row.version.digest} className="max-sm:hidden" />
              </span>
            </td>
            <td className="w-44 max-sm:w-28">
              <span className="flex flex-wrap gap-1">
                <VersionBadge state={row.state} />
                {row.drift.length > 0 && <Badge tone="danger">drifted</Badge>}
              </span>
              {row.channels.length > 0 && (
                <span className="block text-xs text-muted">in {row.channels.join(', ')}</span>
              )}
              {row.lapsedChannels.length > 0 && (
                <span className="block text-xs text-danger">
                  {row.lapsedChannels.join(', ')} left without a version
                </span>
              )}
            </td>
            <td className="w-36 max-md:hidden">
              <RelativeTime at={row.since} />
              {row.expiresAt !== null && row.state !== 'revoked' && (
                <span className="block text-xs text-muted">until {formatDate(row.expiresAt)}</span>
              )}
            </td>
            <td className="w-44 max-w-44 max-lg:hidden">
              {row.policy === null ? (
                <span className="text-faint">unknown</span>
              ) : (
                <>
                  <span className="block truncate" title={row.policy.name}>
                    {row.policy.name}
                  </span>
                  <span className="block text-xs text-muted">version {row.policy.version}</span>
                </>
              )}
            </td>
            <td className="w-80 max-sm:hidden">
              <Why row={row} />
            </td>
            <td className="w-20 text-right max-sm:w-px">
              <AppLink href={dossierHref(row.version.id)} className="text-link text-xs">
                dossier
              </AppLink>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function Why({ row }: { row: ReportRow }) {
  const { revocation, approvals, checks, evidence, waivers, state, markedAt, nominatedBy } = row
  if (state === 'revoked' && revocation !== null) {
    return (
      <span className="line-clamp-2 wrap-anywhere" title={revocation.reason}>
        {categoryLabel(revocation.category)}: {revocation.reason}
      </span>
    )
  }
  const names = approvals.map(({ actor }) => actor.name)
  if (markedAt === null) {
    return (
      <>
        <span className="block wrap-anywhere">
          {names.length === 0 ? 'no approval yet' : `approved by ${names.join(', ')}`}
        </span>
        <span className="block text-xs text-muted">
          never golden{nominatedBy !== null && `, nominated by ${nominatedBy.name}`}
        </span>
      </>
    )
  }
  return (
    <>
      <span className="block wrap-anywhere">
        {names.length === 0 ? 'no approval' : `approved by ${names.join(', ')}`}
      </span>
      <span className="block text-xs text-muted">
        {counted(checks.passed, ['requirement holds', 'requirements hold'])},{' '}
        {counted(evidence.length, ['piece of evidence', 'pieces of evidence'])}
        {waivers.length > 0 && `, ${counted(waivers.length, ['waiver', 'waivers'])}`}
      </span>
    </>
  )
}
