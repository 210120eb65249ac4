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
import { ChannelLapse } from './channel-lapse'

const TAG_STATES: Readonly<Record<Channel['tagState'], string | null>> = {
  none: null,
  'in-step': null,
  lapsed: 'still names it',
  elsewhere: 'names something else',
  absent: 'not there yet',
  unknown: 'not known where it points',
  'under-way': 'on its way',
}
const BAD_TAG_STATES: ReadonlySet<Channel['tagState']> = new Set(['lapsed', 'elsewhere'])

interface ChannelPartProps {
  channel: Channel
  onOpen: (deed: ChannelDeed) => void
}

/** One channel: what is in it, since when, by whom, and what can be done. */
export function ChannelCard({ channel, onOpen }: ChannelPartProps) {
  const { name, isProduction, isHeld, hold, waiting } = channel
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
        <Inside channel={channel} onOpen={onOpen} />
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
      <Deeds channel={channel} onOpen={onOpen} />
    </li>
  )
}

function Inside({ channel, onOpen }: ChannelPartProps) {
  const { version, lapsed, since, by } = channel
  if (lapsed !== null) return <ChannelLapse channel={channel} onRollBack={() => onOpen('rollback')} />
  if (version === null) return <p className="text-faint">Nothing is here yet.</p>
  return (
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
  )
}

function Deeds({ channel, onOpen }: ChannelPartProps) {
  const { can, previous, lapsed, isHeld } = channel
  return (
    <div className="flex flex-wrap gap-1.5">
      <GatedButton size="sm" can={can.promote} onClick={() => onOpen('promote')}>
        Promote…
      </GatedButton>
      {previous !== null && lapsed === null && (
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
  )
}

function TagLine({ channel: { tag, repository, tagState } }: { channel: Channel }) {
  if (tag === null) return null
  const state = TAG_STATES[tagState]
  const isBad = BAD_TAG_STATES.has(tagState)
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 text-xs text-muted">
      <code className="font-mono wrap-anywhere">{repository === null ? tag : `${repository}:${tag}`}</code>
      {state !== null && (
        <span className={isBad ? 'inline-flex items-center gap-1 text-danger' : ''}>
          {isBad && <TriangleAlert aria-hidden="true" className="size-3" />}
          {state}
        </span>
      )}
    </p>
  )
}
