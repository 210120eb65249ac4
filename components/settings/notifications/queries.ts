import { queryOptions } from '@tanstack/react-query'
import { api, type Output } from '@/lib/api/client/api'

export type Notifications = Output<'getNotifications'>
export type DeadLetter = Output<'listDeadLetters'>['items'][number]

const POLL_MS = 5_000
export const LETTERS_SHOWN = 50

/** The only home of the query keys of a registry's notifications. */
export const notificationQueries = {
  state: (registry: string) =>
    queryOptions({
      queryKey: ['registries', registry, 'notifications'],
      queryFn: ({ signal }) => api('getNotifications', { params: { registry }, signal }),
      refetchInterval: POLL_MS,
    }),
  deadLetters: (registry: string) =>
    queryOptions({
      queryKey: ['registries', registry, 'notifications', 'dead-letters'],
      queryFn: ({ signal }) =>
        api('listDeadLetters', { params: { registry }, query: { limit: String(LETTERS_SHOWN) }, signal }),
      refetchInterval: POLL_MS,
    }),
}
