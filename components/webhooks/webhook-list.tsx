'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus, Webhook as WebhookIcon } from 'lucide-react'
import { useState } from 'react'
import { webhookHref } from '@/components/shell/addresses'
import { PageFrame } from '@/components/shell/page-frame'
import { Button } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { FailedState } from '@/components/ui/failed-state'
import { AppLink } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import { RelativeTime } from '@/components/ui/relative-time'
import { SkeletonRows } from '@/components/ui/skeleton'
import { scopeText } from './events'
import { type Webhook, webhookQueries } from './queries'
import { WebhookDialog } from './webhook-dialog'
import { WebhookState } from './webhook-state'

/** Whom Assay tells of what happens. */
export function WebhookList() {
  const query = useQuery(webhookQueries.list())
  const { data, error } = query
  const [isAdding, setAdding] = useState(false)
  const add = (
    <Button variant="primary" icon={<Plus className="size-4" />} onClick={() => setAdding(true)}>
      Add a webhook
    </Button>
  )
  return (
    <PageFrame
      title="Webhooks"
      width="narrow"
      meta="Assay calls an address of yours when something happens."
      actions={data && data.items.length > 0 && add}
    >
      <Panel>
        {!data && !error && <SkeletonRows rows={3} />}
        {!data && error && <FailedState title="The webhooks could not be loaded" query={query} />}
        {data?.items.length === 0 && (
          <EmptyState icon={<WebhookIcon />} title="Nobody is told yet" actions={add}>
            A webhook tells a pipeline or a chat room when a tag appears, moves or goes, or when a registry
            cannot be compared. Each message is signed and tried for about a day.
          </EmptyState>
        )}
        {data && data.items.length > 0 && <Rows webhooks={data.items} />}
      </Panel>
      <WebhookDialog isOpen={isAdding} onClose={() => setAdding(false)} />
    </PageFrame>
  )
}

function Rows({ webhooks }: { webhooks: readonly Webhook[] }) {
  return (
    <DataTable label="Webhooks">
      <thead>
        <tr>
          <th>Address</th>
          <th className="max-md:hidden">Hears of</th>
          <th>State</th>
          <th className="max-sm:hidden">Last told</th>
        </tr>
      </thead>
      <tbody>
        {webhooks.map((webhook) => (
          <tr key={webhook.id}>
            <td className="max-w-0">
              <AppLink
                href={webhookHref(webhook.id)}
                title={webhook.url}
                className="block truncate font-medium hover:underline"
              >
                {webhook.url}
              </AppLink>
              <span className="block truncate text-xs text-muted">{webhook.events.join(', ')}</span>
            </td>
            <td className="max-w-52 truncate max-md:hidden" title={scopeText(webhook)}>
              {scopeText(webhook)}
            </td>
            <td className="w-40">
              <WebhookState webhook={webhook} />
            </td>
            <td className="w-32 max-sm:hidden">
              <RelativeTime at={webhook.health.lastAt} absent="never" />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
