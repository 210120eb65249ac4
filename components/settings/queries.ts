import { queryOptions } from '@tanstack/react-query'
import { api, type Output } from '@/lib/api/client/api'
import { isLive } from '@/lib/api/client/live-state'

export type RegistryList = Output<'listRegistries'>
export type Registry = RegistryList['items'][number]
export type Capabilities = NonNullable<Registry['capabilities']>

const ACTIVE_POLL_MS = 3_000
const IDLE_POLL_MS = 30_000

/** The only home of the query key of the registries as a list. */
export const registryQueries = {
  list: () =>
    queryOptions({
      queryKey: ['registry-list'],
      queryFn: ({ signal }) => api('listRegistries', { signal }),
      refetchInterval: (query) =>
        !isLive() && query.state.data?.items.some((registry) => registry.activeJobId !== null)
          ? ACTIVE_POLL_MS
          : IDLE_POLL_MS,
    }),
}
