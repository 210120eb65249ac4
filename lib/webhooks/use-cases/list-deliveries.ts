import 'server-only'
import type { Context } from '@/lib/access/context'
import type { Page, PageRequest } from '@/lib/core/paging'
import { readPage } from '@/lib/db/page'
import { authorizeWebhook } from '../authorize-webhook'
import { countDeliveries, type DeliveryRow, listDeliveryRows } from '../store/log'

export interface ListDeliveriesInput extends PageRequest {
  readonly webhook: string
  readonly state?: DeliveryRow['state'] | undefined
}

/** One page of what a webhook was told and how it took it, newest first. @throws NotFoundError */
export async function listDeliveries(ctx: Context, input: ListDeliveriesInput): Promise<Page<DeliveryRow>> {
  const webhook = await authorizeWebhook(ctx, input.webhook)

  const filter = { webhookId: webhook.id, state: input.state }
  return readPage(ctx, {
    scope: { list: 'deliveries', ...filter },
    request: input,
    positionOf: (row: DeliveryRow) => [row.created_at, row.id],
    list: async (after, limit) => ({
      rows: await listDeliveryRows(ctx.db.query, { filter, limit, after }),
      total: await countDeliveries(ctx.db.query, filter),
    }),
  })
}
