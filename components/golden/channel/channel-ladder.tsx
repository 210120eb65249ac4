'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronRight, Lock, Pencil } from 'lucide-react'
import { Fragment, Suspense, useState } from 'react'
import { EmptyState } from '../../ui/empty-state'
import { FailedState } from '../../ui/failed-state'
import { GatedButton } from '../../ui/gated-button'
import { onDemand } from '../../ui/on-demand'
import { Panel, PanelHeader } from '../../ui/panel'
import { Skeleton } from '../../ui/skeleton'
import { afterQueries, type Channel } from '../after-queries'
import { ChannelCard } from './channel-card'
import type { ChannelDeed } from './channel-dialog'

const ChannelDialog = onDemand(() => import('./channel-dialog').then((module) => module.ChannelDialog))
const LadderDialog = onDemand(() => import('./ladder-dialog').then((module) => module.LadderDialog))

interface Opened {
  readonly channel: Channel
  readonly deed: ChannelDeed
}

/** The way up of a line, from the first channel to production. */
export function ChannelLadder({ line }: { line: string }) {
  const query = useQuery(afterQueries.channels(line))
  const [opened, setOpened] = useState<Opened | null>(null)
  const [isEditing, setEditing] = useState(false)
  const { data, error } = query
  const close = () => setOpened(null)
  return (
    <Panel id="channels">
      <PanelHeader
        title="Channels"
        description="What each stage runs. A version goes up step by step; every move is a decision."
        actions={
          data && (
            <GatedButton
              size="sm"
              can={data.can.edit}
              icon={<Pencil className="size-3.5" />}
              onClick={() => setEditing(true)}
            >
              Change…
            </GatedButton>
          )
        }
      />
      {!data && !error && <Skeleton className="m-4 h-28" />}
      {!data && error && <FailedState title="The channels could not be loaded" query={query} />}
      {data?.items.length === 0 && (
        <EmptyState icon={<Lock aria-hidden="true" />} title="No channels">
          With channels such as dev, qa and prod, being golden and being in use are two decisions.
        </EmptyState>
      )}
      {data && data.items.length > 0 && (
        <ol className="flex items-stretch gap-1 overflow-x-auto p-3 max-md:flex-col">
          {data.items.map((channel, at) => (
            <Fragment key={channel.name}>
              {at > 0 && (
                <li aria-hidden="true" className="flex items-center text-faint max-md:hidden">
                  <ChevronRight className="size-4" />
                </li>
              )}
              <ChannelCard channel={channel} onOpen={(deed) => setOpened({ channel, deed })} />
            </Fragment>
          ))}
        </ol>
      )}
      <Suspense>
        {opened && <ChannelDialog line={line} channel={opened.channel} deed={opened.deed} onClose={close} />}
        {isEditing && data && (
          <LadderDialog line={line} channels={data.items} onClose={() => setEditing(false)} />
        )}
      </Suspense>
    </Panel>
  )
}
