'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, type Output } from '@/lib/api/client/api'
import { jobHref } from '../../shell/addresses'
import { toast } from '../../ui/toast'
import { useGo } from '../../ui/use-go'
import type { Channel } from '../after-queries'
import { goldenQueries } from '../queries'

export type ChannelAct =
  | {
      readonly what: 'promote'
      readonly version: string
      readonly reason: string
      readonly breaksGlass: boolean
    }
  | { readonly what: 'rollback'; readonly version: string | null; readonly reason: string }
  | { readonly what: 'hold' | 'release'; readonly reason: string }

/** Decides about a channel as it was seen. */
export function useChannelAct(line: string, channel: Channel, onDone: () => void) {
  const client = useQueryClient()
  const go = useGo()
  return useMutation({
    mutationFn: (act: ChannelAct) => send(line, channel, act),
    onSuccess: (moved, { what }) => {
      if (moved === null) toast.success(what === 'hold' ? 'Held' : 'Released', { description: channel.name })
      else toldOf(moved, { channel, go })
      onDone()
    },
    onSettled: () =>
      Promise.all(
        [goldenQueries.all, ['registries']].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  })
}

type Moved = Output<'promoteChannel'>

async function send(line: string, { name, revision }: Channel, act: ChannelAct): Promise<Moved | null> {
  const params = { line, channel: name }
  const reason = act.reason === '' ? {} : { reason: act.reason }
  switch (act.what) {
    case 'promote': {
      const { version, breaksGlass } = act
      return api('promoteChannel', { params, body: { version, revision, breaksGlass, ...reason } })
    }
    case 'rollback':
      return api('rollBackChannel', {
        params,
        body: { revision, reason: act.reason, ...(act.version !== null && { version: act.version }) },
      })
    case 'hold':
      await api('holdChannel', { params, body: { revision, reason: act.reason } })
      return null
    case 'release':
      await api('releaseChannel', { params, body: { revision, ...reason } })
      return null
  }
}

function toldOf(moved: Moved, { channel, go }: { channel: Channel; go: (href: string) => void }): void {
  const { outcome, approvals, approvalsMin, jobId } = moved
  if (outcome === 'approved') {
    toast.info(`Agreed, ${approvals} of ${approvalsMin}`, {
      description: `${channel.name} waits for the others.`,
    })
    return
  }
  toast.success(`${moved.channel.version?.name ?? 'It'} is in ${channel.name}`, {
    ...(jobId !== null && { action: { label: 'Show', onClick: () => go(jobHref(jobId)) } }),
  })
}
