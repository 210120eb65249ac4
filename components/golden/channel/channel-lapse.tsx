import { TriangleAlert } from 'lucide-react'
import { versionHref } from '../../shell/addresses'
import { GatedButton } from '../../ui/gated-button'
import { AppLink } from '../../ui/link'
import { RelativeTime } from '../../ui/relative-time'
import type { Channel } from '../after-queries'
import { VersionBadge } from '../version-badge'

/** That a channel stands for nothing, what it pointed at and why that counts no more, and the way back. */
export function ChannelLapse({ channel, onRollBack }: { channel: Channel; onRollBack: () => void }) {
  const { lapsed, previous, can } = channel
  if (lapsed === null) return null
  const { version, at, detail } = lapsed
  return (
    <div className="flex flex-col items-start gap-1.5">
      <p className="inline-flex items-center gap-1.5 font-medium text-danger">
        <TriangleAlert aria-hidden="true" className="size-4 shrink-0" />
        Stands for nothing
      </p>
      <p className="flex max-w-full flex-wrap items-center gap-x-2 gap-y-1">
        <span className="text-muted">pointed at</span>
        <AppLink href={versionHref(version.id)} className="truncate hover:underline" title={version.name}>
          {version.name}
        </AppLink>
        <VersionBadge state={version.state} />
        {at !== null && <RelativeTime at={at} className="text-xs text-muted" />}
      </p>
      <p className="line-clamp-3 text-xs wrap-anywhere text-muted" title={detail}>
        {detail}
      </p>
      {previous === null ? (
        <p className="text-xs text-muted">Nothing that was here before still counts: promote a version.</p>
      ) : (
        <GatedButton size="sm" variant="primary" can={can.rollBack} onClick={onRollBack}>
          <span className="max-w-48 truncate">Roll back to {previous.name}…</span>
        </GatedButton>
      )}
    </div>
  )
}
