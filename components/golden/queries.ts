import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, type Output } from '@/lib/api/client/api'
import { GOLDEN_KEY } from './query-keys'

/** The only home of the query keys of golden. */

export type Line = Output<'listLines'>['items'][number]
export type Version = Output<'listVersions'>['items'][number]
export type VersionDetail = Output<'getVersion'>
export type Evidence = VersionDetail['evidence'][number]
export type Waiver = VersionDetail['waivers'][number]
export type Comparison = NonNullable<VersionDetail['comparison']>
export type GoldenMark = Output<'getChecks'>['marks'][number]
export type InboxItem = Output<'goldenInbox'>['items'][number]
export type GoldenPolicy = Output<'listGoldenPolicies'>['items'][number]
export type Catalogue = Output<'goldenCatalogue'>

export interface LineFilter {
  readonly q: string
  readonly registry: string | null
  readonly isArchived: boolean
}

/** An image as addresses name it. */
export interface ImageAddress {
  readonly registry: string
  /** With `/` written as `~`. */
  readonly repository: string
  readonly digest: string
}

const PAGE_SIZE = 100
const firstPage = (): string | null => null

/** What the API is asked for a filter of lines: parts that are not set are not sent. */
export function lineListQuery({ q, registry, isArchived }: LineFilter) {
  return {
    ...(q !== '' && { q }),
    ...(registry !== null && { registry }),
    ...(isArchived && { archived: 'true' as const }),
    limit: String(PAGE_SIZE),
  }
}

export const goldenQueries = {
  all: GOLDEN_KEY,

  lines: (filter: LineFilter) =>
    infiniteQueryOptions({
      queryKey: [...GOLDEN_KEY, 'lines', filter],
      queryFn: ({ pageParam, signal }) =>
        api('listLines', {
          query: { ...lineListQuery(filter), ...(pageParam !== null && { cursor: pageParam }) },
          signal,
        }),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.nextCursor,
    }),

  /** The lines something of a repository can be nominated into. */
  linesOf: (registry: string, repository: string) =>
    queryOptions({
      queryKey: [...GOLDEN_KEY, 'lines-of', registry, repository],
      queryFn: ({ signal }) => api('listLines', { query: { registry, repository, limit: '100' }, signal }),
    }),

  /** Repositories to choose from by a part of their names; not of golden, and so not under its key. */
  repositoriesLike: (registry: string, q: string) =>
    queryOptions({
      queryKey: ['registries', registry, 'repositories', 'like', q],
      queryFn: ({ signal }) =>
        api('listRepositories', { params: { registry }, query: { q, limit: '10' }, signal }),
      staleTime: 30_000,
    }),

  line: (line: string) =>
    queryOptions({
      queryKey: [...GOLDEN_KEY, 'line', line],
      queryFn: ({ signal }) => api('getLine', { params: { line }, signal }),
    }),

  versions: (line: string) =>
    infiniteQueryOptions({
      queryKey: [...GOLDEN_KEY, 'versions', line],
      queryFn: ({ pageParam, signal }) =>
        api('listVersions', {
          params: { line },
          query: { limit: String(PAGE_SIZE), ...(pageParam !== null && { cursor: pageParam }) },
          signal,
        }),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.nextCursor,
    }),

  version: (version: string) =>
    queryOptions({
      queryKey: [...GOLDEN_KEY, 'version', version],
      queryFn: ({ signal }) => api('getVersion', { params: { version }, signal }),
    }),

  inbox: () =>
    queryOptions({
      queryKey: [...GOLDEN_KEY, 'inbox'],
      queryFn: ({ signal }) => api('goldenInbox', { signal }),
    }),

  policies: () =>
    queryOptions({
      queryKey: [...GOLDEN_KEY, 'policies'],
      queryFn: ({ signal }) => api('listGoldenPolicies', { signal }),
    }),

  policy: (policy: string) =>
    queryOptions({
      queryKey: [...GOLDEN_KEY, 'policy', policy],
      queryFn: ({ signal }) => api('getGoldenPolicy', { params: { policy }, signal }),
    }),

  policyVersion: (policy: string, number: number) =>
    queryOptions({
      queryKey: [...GOLDEN_KEY, 'policy', policy, number],
      queryFn: ({ signal }) =>
        api('getGoldenPolicyVersion', { params: { policy, number: String(number) }, signal }),
      // Published once and never changed.
      staleTime: Number.POSITIVE_INFINITY,
    }),

  catalogue: () =>
    queryOptions({
      queryKey: [...GOLDEN_KEY, 'catalogue'],
      queryFn: ({ signal }) => api('goldenCatalogue', { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),

  checks: ({ registry, repository, digest }: ImageAddress) =>
    queryOptions({
      queryKey: [...GOLDEN_KEY, 'checks', registry, repository, digest],
      queryFn: ({ signal }) => api('getChecks', { params: { registry, repository, digest }, signal }),
    }),
}
