import { BadgeCheck } from 'lucide-react'
import { manifestHref, versionHref } from '../../shell/addresses'
import { CopyField } from '../../ui/copy-field'
import { DigestText } from '../../ui/digest-text'
import { formatDate } from '../../ui/format-time'
import { AppLink } from '../../ui/link'
import { Panel } from '../../ui/panel'
import { RelativeTime } from '../../ui/relative-time'
import type { Line } from '../queries'
import { VersionBadge } from '../version-badge'

/** What the line means now, and the reference that means it for ever. */
export function CurrentPanel({ line: { current, registry, repository } }: { line: Line }) {
  if (current === null) {
    return (
      <Panel aria-label="Golden now" className="flex items-center gap-3 px-4 py-4 text-muted">
        <BadgeCheck aria-hidden="true" className="size-5 text-faint" />
        Nothing is golden in this line now.
      </Panel>
    )
  }
  return (
    <Panel aria-label="Golden now" className="border-l-2 border-l-gold">
      <div className="flex flex-col gap-3 p-4">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <AppLink href={versionHref(current.id)} className="text-lg font-semibold hover:underline">
            {current.name}
          </AppLink>
          <VersionBadge state={current.state} isExpiring={current.isExpiring} />
          <span className="text-muted">
            since <RelativeTime at={current.markedAt} />,{' '}
            {current.expiresAt === null ? 'until it is revoked' : `until ${formatDate(current.expiresAt)}`}
          </span>
          <DigestText
            digest={current.digest}
            href={manifestHref(registry, repository, current.digest)}
            className="ml-auto"
          />
        </div>
        <CopyField text={`${repository}@${current.digest}`} what="reference by digest" />
      </div>
    </Panel>
  )
}
