'use client'

import { useQuery } from '@tanstack/react-query'
import { Pause, Pencil, Play, Send, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { SETTINGS_WEBHOOKS } from '@/components/shell/addresses'
import { PageFrame } from '@/components/shell/page-frame'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Notice } from '@/components/ui/notice'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { useGo } from '@/components/ui/use-go'
import { DeliveryLog } from './delivery-log'
import { scopeText } from './events'
import { type Webhook, webhookQueries } from './queries'
import { useWebhookActions } from './use-webhook-actions'
import { VerifyPanel } from './verify-panel'
import { WebhookDialog } from './webhook-dialog'
import { WebhookState } from './webhook-state'

/** One webhook: what it hears of, what it was told, and how a listener tells that it was us. */
export function WebhookView({ id }: { id: string }) {
  const { data } = useQuery(webhookQueries.list())
  const webhook = data?.items.find((each) => each.id === id)
  if (!webhook) {
    return (
      <PageFrame title="Webhook" width="narrow">
        <Notice tone="info" title="This webhook was removed">
          Its log went with it.
        </Notice>
      </PageFrame>
    )
  }
  return <Loaded webhook={webhook} />
}

function Loaded({ webhook }: { webhook: Webhook }) {
  const actions = useWebhookActions(webhook.id)
  const [open, setOpen] = useState<'edit' | 'remove' | null>(null)
  return (
    <PageFrame
      title={webhook.url}
      width="narrow"
      crumbs={[{ label: 'Webhooks', href: SETTINGS_WEBHOOKS }, { label: new URL(webhook.url).host }]}
      meta={
        <>
          <WebhookState webhook={webhook} />
          <span>{webhook.events.join(', ')}</span>
          <span>{scopeText(webhook)}</span>
        </>
      }
      actions={
        <>
          <Button
            icon={<Send className="size-3.5" />}
            isPending={actions.ping.isPending}
            disabled={webhook.isPaused}
            title={webhook.isPaused ? 'It is paused. Resume it to test it.' : undefined}
            onClick={() => actions.ping.mutate()}
          >
            Send a test
          </Button>
          <Button
            icon={webhook.isPaused ? <Play className="size-3.5" /> : <Pause className="size-3.5" />}
            isPending={actions.pause.isPending}
            onClick={() => actions.pause.mutate(!webhook.isPaused)}
          >
            {webhook.isPaused ? 'Resume' : 'Pause'}
          </Button>
          <Button icon={<Pencil className="size-3.5" />} onClick={() => setOpen('edit')}>
            Edit
          </Button>
          <Button icon={<Trash2 className="size-3.5" />} onClick={() => setOpen('remove')}>
            Remove
          </Button>
        </>
      }
    >
      <DeliveryLog webhook={webhook} />
      <VerifyPanel />
      <WebhookDialog
        key={`${webhook.id} ${open === 'edit'}`}
        isOpen={open === 'edit'}
        webhook={webhook}
        onClose={() => setOpen(null)}
      />
      <RemoveDialog webhook={webhook} isOpen={open === 'remove'} onClose={() => setOpen(null)} />
    </PageFrame>
  )
}

function RemoveDialog({
  webhook,
  isOpen,
  onClose,
}: {
  webhook: Webhook
  isOpen: boolean
  onClose: () => void
}) {
  const { remove } = useWebhookActions(webhook.id)
  const go = useGo()
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={(next) => !next && onClose()}
      title="Remove this webhook?"
      actionLabel="Remove webhook"
      isPending={remove.isPending}
      error={remove.error && <ProblemNotice error={remove.error} />}
      onConfirm={() => remove.mutate(undefined, { onSuccess: () => go(SETTINGS_WEBHOOKS) })}
    >
      <p className="wrap-anywhere">
        <code className="font-mono text-xs">{webhook.url}</code> is told nothing any more. Its log goes, and
        so{' '}
        {webhook.health.pending === 1 ? 'does the one message' : `do the ${webhook.health.pending} messages`}{' '}
        that still wait. This cannot be undone.
      </p>
    </ConfirmDialog>
  )
}
