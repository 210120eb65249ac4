'use client'

import { useQuery } from '@tanstack/react-query'
import { MailX } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state'
import { FailedState } from '@/components/ui/failed-state'
import { GatedButton } from '@/components/ui/gated-button'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { RelativeTime } from '@/components/ui/relative-time'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { SkeletonRows } from '@/components/ui/skeleton'
import { type DeadLetter, notificationQueries } from './queries'
import { useDeadLetters } from './use-dead-letters'

type Allowed = { allowed: boolean; reason: string | null }

interface DeadLetterPanelProps {
  registry: string
  can: Allowed
  count: number
}

/** What came with the right secret and could not be read. It holds up nothing behind it. */
export function DeadLetterPanel({ registry, can, count }: DeadLetterPanelProps) {
  const query = useQuery(notificationQueries.deadLetters(registry))
  const { data, error } = query
  const { discardAll } = useDeadLetters(registry)
  return (
    <Panel aria-label="Not understood">
      <PanelHeader
        title="Not understood"
        description="Delivered with the right secret and set aside, so that the events behind it are not held up. The newest thousand are kept."
        actions={
          count > 0 && (
            <GatedButton
              can={can}
              size="sm"
              isPending={discardAll.isPending}
              onClick={() => discardAll.mutate()}
            >
              Discard all {count.toLocaleString('en')}
            </GatedButton>
          )
        }
      />
      {!data && !error && <SkeletonRows rows={2} />}
      {!data && error && <FailedState title="They could not be loaded" query={query} />}
      {data?.items.length === 0 && (
        <EmptyState icon={<MailX />} title="Everything was understood" className="py-8" />
      )}
      <ul className="divide-y divide-line">
        {data?.items.map((letter) => (
          <Letter key={letter.id} registry={registry} letter={letter} can={can} />
        ))}
      </ul>
      {data && data.total > data.items.length && (
        <p className="border-t border-line px-4 py-2 text-xs text-muted">
          The newest {data.items.length} of {data.total.toLocaleString('en')} are shown.
        </p>
      )}
    </Panel>
  )
}

const CANNOT_RETRY = { allowed: false, reason: 'It is no event, or only its beginning was kept.' }

function Letter({ registry, letter, can }: { registry: string; letter: DeadLetter; can: Allowed }) {
  const { discard, retry } = useDeadLetters(registry)
  const canRetry = can.allowed && !letter.canRetry ? CANNOT_RETRY : can
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 flex-1 basis-64">
          <span className="font-medium">{letter.message}</span>{' '}
          <code className="font-mono text-xs text-faint">{letter.reason}</code>
        </span>
        <RelativeTime at={letter.receivedAt} className="text-xs text-muted" />
        <GatedButton
          can={canRetry}
          size="sm"
          isPending={retry.isPending}
          onClick={() => retry.mutate(letter.id)}
        >
          Read again
        </GatedButton>
        <GatedButton
          can={can}
          size="sm"
          isPending={discard.isPending}
          onClick={() => discard.mutate(letter.id)}
        >
          Discard
        </GatedButton>
      </div>
      <ScrollRegion
        label="What was delivered"
        className="max-h-40 overflow-auto rounded-md border border-line bg-sunken px-2.5 py-1.5"
      >
        <pre className="font-mono text-xs whitespace-pre-wrap wrap-anywhere">{letter.content}</pre>
      </ScrollRegion>
    </li>
  )
}
