import { Lock, TriangleAlert } from 'lucide-react'
import { versionHref } from '../../shell/addresses'
import { Badge } from '../../ui/badge'
import { Button } from '../../ui/button'
import { GatedButton } from '../../ui/gated-button'
import { AppLink } from '../../ui/link'
import { RelativeTime } from '../../ui/relative-time'
import type { Channel } from '../after-queries'
import { VersionBadge } from '../version-badge'
import type { ChannelDeed } from './channel-dialog'

const TAG_STATES: Readonly<Record<Channel['tagState'], string | null>> = {
  none: null,
  'in-step': null,
  elsewhere: 'names something else',
  absent: 'not there yet',
  unknown: 'not known where it points',
  'under-way': 'on its way',
}

/** One channel: what is in it, since when, by whom, and what can be done. */
export function ChannelCard({ channel, onOpen }: { channel: Channel; onOpen: (deed: ChannelDeed) => void }) {
  const { name, version, since, by, isProduction, isHeld, hold, waiting, can, previous } = channel
  return (
    <li className="flex min-w-48 flex-1 flex-col gap-2 rounded-md border border-line bg-canvas p-3">
      <div className="flex items-center gap-2">
        <h3 className="truncate font-semibold" title={name}>
          {name}
        </h3>
        {isProduction && <Badge>production</Badge>}
        {isHeld && (
          <Badge tone="warn" icon={<Lock aria-hidden="true" />} title={hold?.reason ?? undefined}>
            held
          </Badge>
        )}
      </div>
      <div className="flex-1">
        {version === null ? (
          <p className="text-faint">Nothing is here yet.</p>
        ) : (
          <>
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <AppLink href={versionHref(version.id)} className="truncate font-medium hover:underline">
                {version.name}
              </AppLink>
              <VersionBadge state={version.state} />
            </p>
            <p className="text-xs text-muted">
              since <RelativeTime at={since} />
              {by !== null && ` by ${by.name}`}
            </p>
          </>
        )}
        <TagLine channel={channel} />
        {hold !== null && (
          <p className="text-xs wrap-anywhere text-muted">
            held by {hold.actor.name}
            {hold.reason !== null && `: ${hold.reason}`}
          </p>
        )}
        {waiting !== null && (
          <p className="text-xs wrap-anywhere text-warn">
            {waiting.version.name}: {waiting.approvals.length} of {channel.approvalsMin} agree
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-1.5">
        <GatedButton size="sm" can={can.promote} onClick={() => onOpen('promote')}>
          Promote…
        </GatedButton>
        {previous !== null && (
          <GatedButton size="sm" variant="ghost" can={can.rollBack} onClick={() => onOpen('rollback')}>
            Roll back…
          </GatedButton>
        )}
        {can.hold.allowed && (
          <Button size="sm" variant="ghost" onClick={() => onOpen(isHeld ? 'release' : 'hold')}>
            {isHeld ? 'Release…' : 'Hold…'}
          </Button>
        )}
      </div>
    </li>
  )
}

function TagLine({ channel: { tag, repository, tagState } }: { channel: Channel }) {
  if (tag === null) return null
  const state = TAG_STATES[tagState]
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 text-xs text-muted">
      <code className="font-mono wrap-anywhere">{repository === null ? tag : `${repository}:${tag}`}</code>
      {state !== null && (
        <span className={tagState === 'elsewhere' ? 'inline-flex items-center gap-1 text-danger' : ''}>
          {tagState === 'elsewhere' && <TriangleAlert aria-hidden="true" className="size-3" />}
          {state}
        </span>
      )}
    </p>
  )
}
