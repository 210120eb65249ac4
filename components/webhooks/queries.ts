import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, type Output } from '@/lib/api/client/api'
import { isLive } from '@/lib/api/client/live-state'
import { WEBHOOK_LIST_KEY, WEBHOOKS_KEY } from './query-keys'

export type Webhook = Output<'listWebhooks'>['items'][number]
export type WebhookEvent = Output<'listWebhooks'>['items'][number]['events'][number]
export type Delivery = Output<'listDeliveries'>['items'][number]
export type DeliveryState = Delivery['state']

const POLL_MS = 3_000
const IDLE_POLL_MS = 30_000
export const DELIVERY_PAGE_SIZE = 50

const firstPage = (): string | null => null

/** The only home of the query keys of webhooks. */
export const webhookQueries = {
  all: WEBHOOKS_KEY,

  list: () =>
    queryOptions({
      queryKey: WEBHOOK_LIST_KEY,
      queryFn: ({ signal }) => api('listWebhooks', { signal }),
    }),

  deliveries: (webhook: string, state: DeliveryState | null) =>
    infiniteQueryOptions({
      queryKey: [...WEBHOOKS_KEY, webhook, 'deliveries', state],
      queryFn: ({ pageParam, signal }) =>
        api('listDeliveries', {
          params: { webhook },
          query: {
            limit: String(DELIVERY_PAGE_SIZE),
            ...(state !== null && { state }),
            ...(pageParam !== null && { cursor: pageParam }),
          },
          signal,
        }),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.nextCursor,
      refetchInterval: (query) =>
        !isLive() && query.state.data?.pages[0]?.items.some(({ state: each }) => each === 'pending')
          ? POLL_MS
          : IDLE_POLL_MS,
    }),
}
