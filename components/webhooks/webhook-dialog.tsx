'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { webhookHref } from '@/components/shell/addresses'
import { Button } from '@/components/ui/button'
import { CopyField } from '@/components/ui/copy-field'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { useGo } from '@/components/ui/use-go'
import { api } from '@/lib/api/client/api'
import { type Webhook, webhookQueries } from './queries'
import { WebhookForm, type WebhookInput } from './webhook-form'

const FORM = 'webhook'

interface WebhookDialogProps {
  isOpen: boolean
  /** The one to change; absent to add one. */
  webhook?: Webhook
  onClose: () => void
}

/** Adds a webhook and shows its secret once, or changes one. */
export function WebhookDialog({ isOpen, webhook, onClose }: WebhookDialogProps) {
  const client = useQueryClient()
  const go = useGo()
  const save = useMutation({
    mutationFn: async (body: WebhookInput) => {
      if (webhook === undefined) return api('createWebhook', { body })
      await api('updateWebhook', { params: { webhook: webhook.id }, body })
      return null
    },
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: webhookQueries.list().queryKey })
      if (made === null) onClose()
    },
  })
  const made = save.data ?? null
  const close = () => {
    save.reset()
    onClose()
    if (made !== null) go(webhookHref(made.webhook.id))
  }

  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(next) => !next && close()}
      title={titleOf(webhook !== undefined, made !== null)}
      footer={
        made ? (
          <Button variant="primary" onClick={close}>
            I have stored it
          </Button>
        ) : (
          <>
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" form={FORM} variant="primary" isPending={save.isPending}>
              {webhook ? 'Save' : 'Add webhook'}
            </Button>
          </>
        )
      }
    >
      {made ? (
        <Secret secret={made.secret} />
      ) : (
        <WebhookForm
          id={FORM}
          webhook={webhook}
          error={save.error}
          onSubmit={(input) => save.mutate(input)}
        />
      )}
    </Dialog>
  )
}

function titleOf(isThere: boolean, isMade: boolean): string {
  if (isMade) return 'Copy the secret now'
  return isThere ? 'Change the webhook' : 'Add a webhook'
}

function Secret({ secret }: { secret: string }) {
  return (
    <div className="flex flex-col gap-4 pb-2">
      <Notice tone="warn" title="This is the only time it is shown">
        Give it to whoever listens, to tell messages of Assay from anybody else’s. The page of the webhook
        shows how.
      </Notice>
      <CopyField text={secret} what="secret" />
    </div>
  )
}
