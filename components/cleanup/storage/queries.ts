import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, type Output } from '@/lib/api/client/api'

/** The only home of the query keys of garbage and verification. */

export type Garbage = Output<'getGarbage'>
export type DanglingManifest = Output<'listDangling'>['items'][number]
export type Verification = Output<'getVerification'>
export type BrokenManifest = Verification['broken'][number]

const PAGE_SIZE = 100
const LOOK_EVERY_MS = 2_000
const UNDER_WAY: ReadonlySet<string> = new Set(['queued', 'running', 'cancelling'])
const firstPage = (): string | null => null
const keyOf = (registry: string) => ['registries', registry, 'garbage'] as const

/** Whether a check is under way. */
export function isVerifying({ check }: Verification): boolean {
  return check?.status != null && UNDER_WAY.has(check.status)
}

/** What names a dangling manifest among all repositories. */
export const rowKey = ({ repository, digest }: DanglingManifest) => `${repository} ${digest}`

/** What the API is asked for a repository, or for all of a registry. */
export function danglingQuery(repository: string) {
  return { ...(repository !== '' && { repository }), limit: String(PAGE_SIZE) }
}

export const garbageQueries = {
  all: keyOf,

  summary: (registry: string) =>
    queryOptions({
      queryKey: [...keyOf(registry), 'summary'],
      queryFn: ({ signal }) => api('getGarbage', { params: { registry }, signal }),
      refetchInterval: ({ state }) => (state.data?.asOf === null ? LOOK_EVERY_MS : false),
    }),

  dangling: (registry: string, repository: string) =>
    infiniteQueryOptions({
      queryKey: [...keyOf(registry), 'dangling', repository],
      queryFn: ({ pageParam, signal }) =>
        api('listDangling', {
          params: { registry },
          query: { ...danglingQuery(repository), ...(pageParam !== null && { cursor: pageParam }) },
          signal,
        }),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.nextCursor,
    }),

  verification: (registry: string) =>
    queryOptions({
      queryKey: [...keyOf(registry), 'verification'],
      queryFn: ({ signal }) => api('getVerification', { params: { registry }, signal }),
      refetchInterval: ({ state }) => (state.data && isVerifying(state.data) ? LOOK_EVERY_MS : false),
    }),
}
