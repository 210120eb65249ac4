'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ArrowRight } from 'lucide-react'
import { useMemo, useState } from 'react'
import { versionHref } from '../../shell/addresses'
import { FailedState } from '../../ui/failed-state'
import { AppLink } from '../../ui/link'
import { MoreRows } from '../../ui/more-rows'
import { Panel, PanelHeader } from '../../ui/panel'
import { RelativeTime } from '../../ui/relative-time'
import { Select } from '../../ui/select'
import { SkeletonRows } from '../../ui/skeleton'
import { afterQueries, type ChannelEntry } from '../after-queries'
import { verbWords } from '../words'

/** Everything decided about the channels of a line: who, when, from what to what, and why. */
export function ChannelHistory({ line }: { line: string }) {
  const channels = useQuery(afterQueries.channels(line)).data?.items ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  // The furthest that anything has come to tells the most.
  const last =
    channels.findLast(({ version, lapsed }) => version !== null || lapsed !== null) ?? channels.at(-1)
  if (last === undefined) return null
  const name = channels.some((channel) => channel.name === chosen) && chosen !== null ? chosen : last.name
  return (
    <Panel>
      <PanelHeader
        title="Channel history"
        description="Kept for good: a roll back is a decision of its own."
        actions={
          channels.length > 1 && (
            <Select
              aria-label="Channel"
              className="max-w-48 [&_select]:w-full"
              value={name}
              onChange={({ target }) => setChosen(target.value)}
            >
              {channels.map((channel) => (
                <option key={channel.name}>{channel.name}</option>
              ))}
            </Select>
          )
        }
      />
      <Entries line={line} channel={name} />
    </Panel>
  )
}

function Entries({ line, channel }: { line: string; channel: string }) {
  const query = useInfiniteQuery(afterQueries.channelHistory(line, channel))
  const entries = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  return (
    <>
      {query.isPending && <SkeletonRows rows={3} columns={3} />}
      {query.isError && entries.length === 0 && (
        <FailedState title="The history could not be loaded" query={query} />
      )}
      {query.isSuccess && entries.length === 0 && (
        <p className="px-4 py-3 text-muted">Nothing was decided about {channel} yet.</p>
      )}
      {entries.length > 0 && (
        <ol aria-label={`History of ${channel}`}>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      <MoreRows query={query} what="decisions" />
    </>
  )
}

function Entry({ entry }: { entry: ChannelEntry }) {
  const { actor, verb, reason, at } = entry
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-b border-line px-4 py-2 last:border-b-0">
      <p className="min-w-0 wrap-anywhere">
        <span className="font-medium">{actor.name}</span>
        {actor.kind === 'token' && <span className="text-faint"> (API token)</span>} {verbWords(verb)}
      </p>
      <Move entry={entry} />
      <RelativeTime at={at} className="ml-auto text-xs text-faint" />
      {reason !== null && reason !== '' && <p className="basis-full wrap-anywhere text-muted">“{reason}”</p>}
    </li>
  )
}

/** From what to what; a step that moves nothing has no arrow. */
function Move({ entry: { from, version, verb } }: { entry: ChannelEntry }) {
  if (version === null) return null
  const isMove = verb !== 'approve-promotion'
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1.5">
      {isMove && (
        <>
          {from === null ? <span className="text-faint">empty</span> : <VersionName version={from} />}
          <ArrowRight aria-label="to" className="size-3.5 shrink-0 text-faint" />
        </>
      )}
      <VersionName version={version} />
    </span>
  )
}

function VersionName({ version }: { version: NonNullable<ChannelEntry['version']> }) {
  return (
    <AppLink
      href={versionHref(version.id)}
      title={version.name}
      className="text-link max-w-48 min-w-0 truncate"
    >
      {version.name}
    </AppLink>
  )
}
