import { formatAbsolute } from '../../ui/format-time'
import { KeyValueList } from '../../ui/key-value-list'
import { Panel, PanelHeader } from '../../ui/panel'
import type { Dossier } from '../after-queries'
import { VersionBadge } from '../version-badge'
import { categoryLabel } from '../words'

/** What it is, what it is made of, who said so. Times in full: paper has no title to hover over. */
export function DossierFacts({ dossier: { row, members } }: { dossier: Dossier }) {
  const { version, policy, markedAt, markedBy, nominatedBy, nominatedAt, expiresAt, revokedAt } = row
  const items = [
    { label: 'State', value: <VersionBadge state={row.state} /> },
    { label: 'Since', value: formatAbsolute(row.since) },
    { label: 'Line', value: row.line.name },
    { label: 'Image', value: `${row.registry}/${row.repository}` },
    { label: 'Digest', value: <code className="font-mono text-xs">{version.digest}</code> },
    { label: 'Nominated as', value: version.tag ?? 'a digest' },
    {
      label: 'Nominated',
      value:
        nominatedAt === null
          ? 'unknown'
          : `${formatAbsolute(nominatedAt)} by ${nominatedBy?.name ?? 'unknown'}`,
    },
    {
      label: 'Marked golden',
      value: markedAt === null ? 'never' : `${formatAbsolute(markedAt)} by ${markedBy?.name ?? 'unknown'}`,
    },
    { label: 'Expires', value: expiresAt === null ? 'without end' : formatAbsolute(expiresAt) },
    ...(revokedAt === null
      ? []
      : [
          {
            label: 'Revoked',
            value: `${formatAbsolute(revokedAt)}, ${
              row.revocation === null
                ? 'reason unknown'
                : `${categoryLabel(row.revocation.category)}: ${row.revocation.reason}`
            }`,
          },
        ]),
    {
      label: 'Policy',
      value:
        policy === null ? (
          'unknown'
        ) : (
          <>
            {policy.name}, version {policy.version}{' '}
            <code className="block font-mono text-xs text-muted">{policy.digest}</code>
          </>
        ),
    },
    {
      label: 'Approved by',
      value:
        row.approvals.length === 0
          ? 'nobody'
          : row.approvals.map(({ actor, at }) => `${actor.name} (${formatAbsolute(at)})`).join(', '),
    },
    { label: 'In channels', value: channelsText(row) },
  ]
  return (
    <>
      <Panel>
        <PanelHeader title="Version" />
        <KeyValueList items={items} className="p-4" />
      </Panel>
      <Panel>
        <PanelHeader
          title="What it is made of"
          description="Bound by digest; none of it can be deleted through Assay while it is golden."
        />
        <ul>
          {members.map(({ digest, platform, role, isInVault }) => (
            <li
              key={digest}
              className="flex flex-wrap items-center justify-between gap-x-4 border-b border-line px-4 py-1.5 last:border-b-0"
            >
              <code className="font-mono text-xs wrap-anywhere">{digest}</code>
              <span className="text-xs text-muted">
                {role === 'member' ? (platform ?? 'platform unknown') : 'part of it'}
                {isInVault ? ', bytes kept' : ', bytes not kept'}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  )
}

function channelsText({ channels, lapsedChannels }: Dossier['row']): string {
  if (lapsedChannels.length > 0) {
    return `none; ${lapsedChannels.join(', ')} pointed to it and stand for nothing since it counts no longer`
  }
  return channels.length === 0 ? 'none' : channels.join(', ')
}
