import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, type Output } from '@/lib/api/client/api'
import { registryKey, repositoryKey } from './query-keys'

/** The only home of the catalogue's query keys. A page seeds them, so the first paint asks the API nothing. */

/** Rows change by a crawl only; a page left open for longer asks again when it is looked at. */
const FRESH_MS = 30_000
const TAG_PAGE_SIZE = 200
const REPOSITORY_PAGE_SIZE = 100
const SEARCH_PAGE_SIZE = 50
const ADDING_UP_MS = 5_000

export type Registry = Output<'getRegistry'>
export type Namespace = Output<'listNamespaces'>['items'][number]
export type Repository = Output<'listRepositories'>['items'][number]
export type RepositoryDetail = Output<'getRepository'>
export type Tag = Output<'listTags'>['items'][number]
export type TagHistory = Output<'tagHistory'>
export type TagEvent = TagHistory['items'][number]
export type Activity = Output<'listActivity'>
export type Manifest = Output<'getManifest'>
export type LayerHistory = Output<'layerHistory'>
export type Layer = LayerHistory['layers'][number]
export type Step = LayerHistory['steps'][number]
export type Referrers = Output<'listReferrers'>
export type SearchResults = Output<'search'>
export type SearchHit = Output<'searchGroup'>['items'][number]
export type SearchGroupName = 'repositories' | 'tags' | 'images' | 'layers' | 'labels'
export type Storage = Output<'getStorage'>
export type StorageNode = Storage['items'][number]['children'][number]

export interface RepositoryFilter {
  readonly namespace: string | null
  readonly q: string
  readonly sort: string
  readonly empty: boolean
}

export interface TagFilter {
  readonly q: string
  readonly platform: string | null
  readonly kind: string | null
  readonly digest: string | null
  /** Whether tags that tools keep, such as signatures, are listed too. */
  readonly tools: boolean
  readonly sort: string
}

/** What the API is asked for a filter of repositories: parts that are not set are not sent. */
export function repositoryListQuery(filter: RepositoryFilter) {
  return {
    ...(filter.namespace !== null && { namespace: filter.namespace }),
    ...(filter.q !== '' && { q: filter.q }),
    ...(filter.empty && { empty: 'true' as const }),
    sort: filter.sort,
    limit: String(REPOSITORY_PAGE_SIZE),
  }
}

/** What the API is asked for a filter of tags: parts that are not set are not sent. */
export function tagListQuery(filter: TagFilter) {
  return {
    ...(filter.q !== '' && { q: filter.q }),
    ...(filter.platform !== null && { platform: filter.platform }),
    ...(filter.kind !== null && { kind: filter.kind }),
    ...(filter.digest !== null && { digest: filter.digest }),
    ...(!filter.tools && { tools: 'false' as const }),
    sort: filter.sort,
    limit: String(TAG_PAGE_SIZE),
  }
}

export interface SearchQuery {
  readonly q: string
  readonly registry?: string | null
  readonly namespace?: string
}

/** What the API is asked for a search: parts that are not set are not sent. */
export function searchQuery({ q, registry, namespace }: SearchQuery) {
  return { q, ...(registry && { registry }), ...(namespace && { namespace }) }
}

export interface RepositoryAddress {
  readonly registry: string
  /** With `/` written as `~`. */
  readonly repository: string
}

export interface ManifestAddress extends RepositoryAddress {
  readonly digest: string
}

const firstPage = (): string | null => null

export const catalogQueries = {
  /** Everything of one registry: what to invalidate after a crawl. */
  registryKey,
  repositoryKey,

  registry: (registry: string) =>
    queryOptions({
      queryKey: [...registryKey(registry), 'summary'],
      queryFn: ({ signal }) => api('getRegistry', { params: { registry }, signal }),
      staleTime: FRESH_MS,
    }),

  namespaces: (registry: string) =>
    queryOptions({
      queryKey: [...registryKey(registry), 'namespaces'],
      queryFn: ({ signal }) => api('listNamespaces', { params: { registry }, signal }),
      staleTime: FRESH_MS,
    }),

  repositories: (registry: string, filter: RepositoryFilter) =>
    infiniteQueryOptions({
      queryKey: [...registryKey(registry), 'repositories', 'list', filter],
      queryFn: ({ pageParam, signal }) =>
        api('listRepositories', {
          params: { registry },
          query: { ...repositoryListQuery(filter), ...(pageParam !== null && { cursor: pageParam }) },
          signal,
        }),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.nextCursor,
      staleTime: FRESH_MS,
    }),

  repository: (address: RepositoryAddress) =>
    queryOptions({
      queryKey: [...repositoryKey(address), 'summary'],
      queryFn: ({ signal }) => api('getRepository', { params: address, signal }),
      staleTime: FRESH_MS,
    }),

  tags: (address: RepositoryAddress, filter: TagFilter) =>
    infiniteQueryOptions({
      queryKey: [...repositoryKey(address), 'tags', filter],
      queryFn: ({ pageParam, signal }) =>
        api('listTags', {
          params: address,
          query: { ...tagListQuery(filter), ...(pageParam !== null && { cursor: pageParam }) },
          signal,
        }),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.nextCursor,
      staleTime: FRESH_MS,
    }),

  /** The tags of one digest, at most 200: “same digest as …”, by name. */
  siblings: ({ registry, repository, digest }: ManifestAddress) =>
    queryOptions({
      queryKey: [...repositoryKey({ registry, repository }), 'siblings', digest],
      queryFn: ({ signal }) =>
        api('listTags', { params: { registry, repository }, query: { digest, limit: '200' }, signal }),
      staleTime: FRESH_MS,
    }),

  /** Which images hold a layer. */
  sharedLayer: (registry: string, digest: string) =>
    queryOptions({
      queryKey: [...registryKey(registry), 'layers', digest],
      queryFn: ({ signal }) => api('sharedLayer', { params: { registry, digest }, signal }),
      staleTime: FRESH_MS,
    }),

  /** May ask the registry, so no page waits for it. */
  referrers: (address: ManifestAddress) =>
    queryOptions({
      queryKey: [...repositoryKey(address), 'manifests', address.digest, 'referrers'],
      queryFn: ({ signal }) => api('listReferrers', { params: manifestParams(address), signal }),
      staleTime: FRESH_MS,
    }),

  /** What the repositories of a registry take; asked again while that is being added up. */
  storage: (registry: string, { namespace, by }: { namespace: string; by: 'total' | 'unique' }) =>
    queryOptions({
      queryKey: [...registryKey(registry), 'storage', namespace, by],
      queryFn: ({ signal }) =>
        api('getStorage', {
          params: { registry },
          query: { ...(namespace !== '' && { namespace }), by },
          signal,
        }),
      staleTime: FRESH_MS,
      refetchInterval: ({ state }) =>
        state.data?.isStale || state.data?.asOf === null ? ADDING_UP_MS : false,
    }),

  search: (search: SearchQuery) =>
    queryOptions({
      queryKey: ['search', searchQuery(search)],
      queryFn: ({ signal }) => api('search', { query: searchQuery(search), signal }),
      staleTime: FRESH_MS,
    }),

  /** Everything of one kind that a search finds. */
  searchGroup: (group: SearchGroupName, search: SearchQuery) =>
    infiniteQueryOptions({
      queryKey: ['search', group, searchQuery(search)],
      queryFn: ({ pageParam, signal }) =>
        api('searchGroup', {
          params: { group },
          query: {
            ...searchQuery(search),
            limit: String(SEARCH_PAGE_SIZE),
            ...(pageParam !== null && { cursor: pageParam }),
          },
          signal,
        }),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.nextCursor,
      staleTime: FRESH_MS,
    }),
}

function manifestParams({ registry, repository, digest }: ManifestAddress) {
  return { registry, repository, digest }
}
