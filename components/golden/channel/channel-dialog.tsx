'use client'

import { useState } from 'react'
import { Checkbox } from '../../ui/checkbox'
import { Field } from '../../ui/field'
import { formatAbsolute } from '../../ui/format-time'
import { Notice } from '../../ui/notice'
import { Select } from '../../ui/select'
import type { Channel } from '../after-queries'
import { REASON_MAX, ReasonDialog } from '../reason-dialog'
import { STATE_WORDS } from '../words'
import { isStepBack, offeredFirst } from './choice'
import { useChannelAct } from './use-channel-actions'

export type ChannelDeed = 'promote' | 'rollback' | 'hold' | 'release'

interface ChannelDialogProps {
  line: string
  channel: Channel
  deed: ChannelDeed
  onClose: () => void
}

/** The window of what somebody is about to do with a channel. */
export function ChannelDialog(props: ChannelDialogProps) {
  if (props.deed === 'promote') return <PromoteDialog {...props} />
  return <PlainDialog {...props} deed={props.deed} />
}

function PromoteDialog({ line, channel, onClose }: ChannelDialogProps) {
  const act = useChannelAct(line, channel, onClose)
  const { choices } = channel
  const [chosen, setChosen] = useState(() => offeredFirst(channel))
  const [breaksGlass, setBreaksGlass] = useState(false)
  const choice = choices.find(({ version }) => version.id === chosen)
  const refusal = choice?.refusal ?? null
  const isBreakable = refusal?.code === 'skips-channel' || refusal?.code === 'soaking'
  const isReady = choice !== undefined && (refusal === null || (isBreakable && breaksGlass))
  return (
    <ReasonDialog
      title={`Promote to ${channel.name}`}
      description={toWhat(channel)}
      actionLabel="Promote"
      isReasonOptional={refusal === null}
      isReady={isReady}
      isPending={act.isPending}
      error={act.error}
      onConfirm={(reason) => act.mutate({ what: 'promote', version: chosen, reason, breaksGlass })}
      onClose={onClose}
    >
      {choices.length === 0 ? (
        <Notice>The line has no golden version yet.</Notice>
      ) : (
        <Field label="Version">
          <Select
            className="w-full [&_select]:w-full"
            value={chosen}
            onChange={({ target }) => {
              setChosen(target.value)
              setBreaksGlass(false)
            }}
          >
            {choices.map(({ version, refusal: why }) => (
              <option key={version.id} value={version.id}>
                {version.name} ({STATE_WORDS[version.state].label}){why === null ? '' : ' – not now'}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {refusal !== null && (
        <Notice tone="warn">
          {refusal.detail}
          {refusal.until !== null && ` Until ${formatAbsolute(refusal.until)}.`}
        </Notice>
      )}
      {refusal === null && isStepBack(channel, chosen) && (
        <Notice tone="warn">
          {choice?.version.name} is older than {channel.version?.name}, which is there now.
        </Notice>
      )}
      {isBreakable && (
        <Checkbox
          label="Break the glass"
          hint="Skips the step or the wait. Everybody who is told of promotions is told of it, with your reason."
          checked={breaksGlass}
          onChange={({ target }) => setBreaksGlass(target.checked)}
        />
      )}
      {channel.approvalsMin > 1 && (
        <p className="text-muted">
          It takes {channel.approvalsMin} people who promote the same version
          {channel.waiting !== null &&
            `; ${channel.waiting.approvals.map(({ actor }) => actor.name).join(', ')} already did for ${channel.waiting.version.name}`}
          .
        </p>
      )}
    </ReasonDialog>
  )
}

const PLAIN = {
  rollback: { title: 'Roll back', action: 'Roll back', tone: 'danger' },
  hold: { title: 'Hold', action: 'Hold', tone: 'primary' },
  release: { title: 'Release', action: 'Release', tone: 'primary' },
} as const

function PlainDialog({ line, channel, deed, onClose }: ChannelDialogProps & { deed: keyof typeof PLAIN }) {
  const act = useChannelAct(line, channel, onClose)
  const { title, action, tone } = PLAIN[deed]
  return (
    <ReasonDialog
      title={`${title} ${channel.name}`}
      description={meaningOf(channel, deed)}
      actionLabel={action}
      tone={tone}
      isReasonOptional={deed === 'release'}
      initialReason={deed === 'rollback' ? (channel.lapsed?.detail ?? '').slice(0, REASON_MAX) : ''}
      isPending={act.isPending}
      error={act.error}
      onConfirm={(reason) =>
        act.mutate(
          deed === 'rollback'
            ? { what: 'rollback', version: channel.previous?.id ?? null, reason }
            : { what: deed, reason },
        )
      }
      onClose={onClose}
    />
  )
}

function meaningOf({ previous, version, lapsed, hold }: Channel, deed: keyof typeof PLAIN): string {
  if (deed === 'rollback')
    return `From ${(version ?? lapsed?.version)?.name ?? 'nothing'} back to ${previous?.name ?? 'nothing'}: a new decision, nothing is undone.`
  if (deed === 'hold') return 'Nothing is promoted into it until somebody releases it.'
  return hold === null ? '' : `${hold.actor.name} holds it${hold.reason === null ? '' : `: ${hold.reason}`}`
}

function toWhat({ version, tag, repository }: Channel): string {
  const now = version === null ? 'Nothing is there.' : `${version.name} is there now.`
  if (tag === null) return now
  return `${now} The tag ${repository === null ? tag : `${repository}:${tag}`} follows by the same bytes.`
}
