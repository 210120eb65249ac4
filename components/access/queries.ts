import { queryOptions } from '@tanstack/react-query'
import { api, type Output } from '@/lib/api/client/api'

export type User = Output<'listUsers'>['items'][number]
export type ApiToken = Output<'listTokens'>['items'][number]

/** The only home of the query keys of people and their API tokens. */
export const accessQueries = {
  users: () =>
    queryOptions({
      queryKey: ['users'],
      queryFn: ({ signal }) => api('listUsers', { signal }),
    }),
  tokens: () =>
    queryOptions({
      queryKey: ['tokens'],
      queryFn: ({ signal }) => api('listTokens', { signal }),
    }),
}
