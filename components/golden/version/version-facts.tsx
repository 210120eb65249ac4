import type { ReactNode } from 'react'
import { goldenPolicyHref, manifestHref, repositoryHref, tagHref } from '../../shell/addresses'
import { DigestText } from '../../ui/digest-text'
import { KeyValueList } from '../../ui/key-value-list'
import { AppLink } from '../../ui/link'
import { Panel, PanelHeader } from '../../ui/panel'
import { RelativeTime } from '../../ui/relative-time'
import type { VersionDetail } from '../queries'

const TAGS_SHOWN = 6
const HOW = { person: '', token: ' by API token', 'tag-pattern': ' by the line’s tag pattern' } as const

/** What was nominated, by whom, who pushed it, and the times that follow. */
export function VersionFacts({ version }: { version: VersionDetail }) {
  const { registry, repository, digest, tag, tags, members, pushers, policy } = version
  const platforms = members.flatMap(({ role, platform }) =>
    role === 'member' ? [platform ?? 'unknown'] : [],
  )
  const items: { label: string; value: ReactNode }[] = [
    {
      label: 'Repository',
      value: (
        <AppLink href={repositoryHref(registry, repository)} className="text-link">
          {repository}
        </AppLink>
      ),
    },
    {
      label: 'Digest',
      value: <DigestText digest={digest} href={manifestHref(registry, repository, digest)} />,
    },
    {
      label: 'Runs on',
      value: platforms.length === 0 ? <span className="text-faint">unknown</span> : platforms.join(', '),
    },
    {
      label: 'Nominated',
      value: (
        <>
          by {version.nominatedBy}
          {HOW[version.nominatedHow]}, <RelativeTime at={version.nominatedAt} />
          {tag !== null && (
            <span className="text-muted">
              {' '}
              as <code className="font-mono text-xs">{tag}</code>
            </span>
          )}
        </>
      ),
    },
    {
      label: 'Pushed by',
      value:
        pushers.length === 0 ? (
          <span className="text-faint" title="The registry’s notifications did not say.">
            unknown
          </span>
        ) : (
          pushers.join(', ')
        ),
    },
    { label: 'Tags now', value: <Tags {...{ registry, repository, tags }} /> },
    {
      label: 'Policy',
      value: (
        <>
          <AppLink href={goldenPolicyHref(policy.id)} className="text-link">
            {policy.name}
          </AppLink>
          , version {version.policyVersion}
          {policy.latestVersion > version.policyVersion && (
            <span className="text-warn"> (version {policy.latestVersion} is published)</span>
          )}
        </>
      ),
    },
    ...timesOf(version),
  ]
  return (
    <Panel>
      <PanelHeader title="Facts" />
      <KeyValueList items={items} className="p-4" />
    </Panel>
  )
}

function timesOf(version: VersionDetail): { label: string; value: ReactNode }[] {
  const { markedAt, expiresAt, supersededAt, upgradeBy, revokeAt, evaluatedAt, state } = version
  const times: readonly (readonly [string, number | null])[] = [
    ['Golden since', markedAt],
    ['Superseded', supersededAt],
    [expiresAt !== null && state === 'expired' ? 'Expired' : 'Expires', markedAt === null ? null : expiresAt],
    ['Move off', state === 'superseded' ? upgradeBy : null],
    [state === 'revoked' ? 'Revoked' : 'To be revoked', revokeAt],
    ['Evaluated', evaluatedAt],
  ]
  return times.flatMap(([label, at]) => (at === null ? [] : [{ label, value: <RelativeTime at={at} /> }]))
}

function Tags({ registry, repository, tags }: Pick<VersionDetail, 'registry' | 'repository' | 'tags'>) {
  if (tags.length === 0) return <span className="text-faint">none</span>
  return (
    <span className="flex flex-wrap gap-x-2">
      {tags.slice(0, TAGS_SHOWN).map((name) => (
        <AppLink
          key={name}
          href={tagHref(registry, repository, name)}
          title={name}
          className="text-link max-w-48 truncate"
        >
          {name}
        </AppLink>
      ))}
      {tags.length > TAGS_SHOWN && <span className="text-muted">and {tags.length - TAGS_SHOWN} more</span>}
    </span>
  )
}
