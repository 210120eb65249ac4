import { versionHref } from '../../shell/addresses'
import { DataTable } from '../../ui/data-table'
import { DigestText } from '../../ui/digest-text'
import { formatDate } from '../../ui/format-time'
import { AppLink } from '../../ui/link'
import { RelativeTime } from '../../ui/relative-time'
import type { Version } from '../queries'
import { VersionBadge } from '../version-badge'

/** The versions of a line, the newest first, with what each waits for or until when it holds. */
export function VersionTable({ versions }: { versions: readonly Version[] }) {
  return (
    <DataTable label="Versions">
      <thead>
        <tr>
          <th>Version</th>
          <th>State</th>
          <th className="max-md:hidden">Digest</th>
          <th className="max-sm:hidden">Where it stands</th>
          <th className="max-md:hidden">Nominated</th>
        </tr>
      </thead>
      <tbody>
        {versions.map((version) => (
          <tr key={version.id}>
            <td className="max-w-0 min-w-32">
              <AppLink
                href={versionHref(version.id)}
                title={version.name}
                className="block truncate font-medium hover:underline"
              >
                {version.name}
              </AppLink>
            </td>
            <td className="w-48">
              <VersionBadge state={version.state} isExpiring={version.isExpiring} />
            </td>
            <td className="w-44 max-md:hidden">
              <DigestText digest={version.digest} />
            </td>
            <td className="w-64 max-sm:hidden">
              <Standing version={version} />
            </td>
            <td className="w-44 max-md:hidden">
              <RelativeTime at={version.nominatedAt} />
              <span className="block max-w-40 truncate text-xs text-muted" title={version.nominatedBy}>
                by {version.nominatedBy}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function Standing({ version }: { version: Version }) {
  const { state, tally, approvals, approvalsNeeded, expiresAt, upgradeBy, markedAt, revocation } = version
  switch (state) {
    case 'candidate':
      return (
        <>
          {tally.blocking > 0 ? (
            <span className="text-danger">{tally.blocking} of its requirements block</span>
          ) : (
            'nothing blocks'
          )}
          <span className="block text-xs text-muted">
            {approvals} of {approvalsNeeded} approvals
          </span>
        </>
      )
    case 'golden':
      return (
        <>
          since <RelativeTime at={markedAt} />
          <span className="block text-xs text-muted">
            {expiresAt === null ? 'until it is revoked' : `until ${formatDate(expiresAt)}`}
          </span>
        </>
      )
    case 'superseded':
      return (
        <>
          golden <RelativeTime at={markedAt} />
          {upgradeBy !== null && (
            <span className="block text-xs text-muted">move off by {formatDate(upgradeBy)}</span>
          )}
        </>
      )
    case 'expired':
      return (
        <>
          expired <RelativeTime at={expiresAt} />
        </>
      )
    case 'revoked':
      return (
        <span className="line-clamp-2 wrap-anywhere" title={revocation?.reason}>
          {revocation?.reason ?? 'no reason is known'}
        </span>
      )
    case 'rejected':
      return <span className="text-muted">not to become golden</span>
  }
}
