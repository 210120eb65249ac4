'use client'

import { ChevronRight, CircleAlert, CircleCheck, CircleDashed } from 'lucide-react'
import { useId, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { CopyField } from '@/components/ui/copy-field'
import { cx } from '@/components/ui/cx'
import { RelativeTime } from '@/components/ui/relative-time'
import type { Delivery } from './queries'
import { useWebhookActions } from './use-webhook-actions'

/** One delivery; opened, what was sent. */
export function DeliveryRow({ webhook, delivery }: { webhook: string; delivery: Delivery }) {
  const [isOpen, setOpen] = useState(false)
  const { redeliver } = useWebhookActions(webhook)
  const bodyId = useId()
  return (
    <>
      <tr>
        <td>
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={bodyId}
            onClick={() => setOpen(!isOpen)}
            className="-ml-1 inline-flex h-6 items-center gap-1 rounded-sm pr-1 font-mono text-xs hover:text-ink"
          >
            <ChevronRight
              aria-hidden="true"
              className={cx('size-3.5 transition-transform', isOpen && 'rotate-90')}
            />
            {delivery.event}
          </button>
          {delivery.redeliveryOf !== null && <span className="ml-1.5 text-xs text-faint">sent again</span>}
        </td>
        <td>
          <Outcome delivery={delivery} />
        </td>
        <td className="num max-sm:hidden">{delivery.attempts}</td>
        <td className="num max-sm:hidden">
          {delivery.durationMs === null ? <span className="text-faint">–</span> : `${delivery.durationMs} ms`}
        </td>
        <td className="whitespace-nowrap">
          <RelativeTime at={delivery.lastTryAt ?? delivery.createdAt} />
        </td>
        <td className="text-right">
          {delivery.state !== 'pending' && (
            <Button size="sm" isPending={redeliver.isPending} onClick={() => redeliver.mutate(delivery.id)}>
              Send again
            </Button>
          )}
        </td>
      </tr>
      {isOpen && (
        <tr id={bodyId}>
          <td colSpan={6} className="whitespace-normal">
            <div className="flex flex-col gap-2 py-1">
              <CopyField text={`Assay-Delivery: ${delivery.id}`} what="delivery id" />
              <CodeBlock text={prettyBody(delivery.body)} what="Body that was sent" wrap />
            </div>
          </td>
        </tr>
      )}
    </>
  )
}

function Outcome({ delivery: { state, status, problem, nextAt } }: { delivery: Delivery }) {
  const silence = problem ? 'No answer' : null
  const answer = status === null ? silence : `Answered ${status}`
  if (state === 'delivered') {
    return (
      <Badge tone="ok" icon={<CircleCheck aria-hidden="true" />}>
        {answer}
      </Badge>
    )
  }
  if (state === 'dead') {
    return (
      <Badge tone="danger" icon={<CircleAlert aria-hidden="true" />} title={problem?.message}>
        Given up: {answer ?? 'never tried'}
      </Badge>
    )
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Badge
        tone={answer === null ? 'neutral' : 'warn'}
        icon={<CircleDashed aria-hidden="true" />}
        title={problem?.message}
      >
        {answer ?? 'Waiting'}
      </Badge>
      {answer !== null && nextAt !== null && (
        <span className="text-xs text-muted">
          again <RelativeTime at={nextAt} />
        </span>
      )}
    </span>
  )
}

function prettyBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
