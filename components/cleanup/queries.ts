import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, type Output } from '@/lib/api/client/api'

/** The only home of the query keys of deleting and restoring. */

export type TrashItem = Output<'listTrash'>['items'][number]
export type DeletionPlan = Output<'planDeletion'>
export type PlannedTag = DeletionPlan['tags'][number]

export const TRASH_STATES = ['restorable', 'blobs-gone', 'restored'] as const
export type TrashState = (typeof TRASH_STATES)[number]

export interface TrashFilter {
  readonly registry: string | null
  readonly repository: string
  readonly actor: string
  readonly state: TrashState | null
}

const PAGE_SIZE = 100
const firstPage = (): string | null => null

/** What the API is asked for a filter of the trash: parts that are not set are not sent. */
export function trashListQuery({ registry, repository, actor, state }: TrashFilter) {
  return {
    ...(registry !== null && { registry }),
    ...(repository !== '' && { repository }),
    ...(actor !== '' && { actor }),
    ...(state !== null && { state }),
    limit: String(PAGE_SIZE),
  }
}

/** What somebody chose to delete, as the plan and the deletion are asked for. */
export interface DeletionTarget {
  readonly registry: string
  /** With `/` written as `~`. */
  readonly repository: string
  readonly body: {
    readonly tags?: { tag: string; digest: string }[]
    readonly filter?: {
      q?: string
      platform?: string
      kind?: string
      digest?: string
      tools?: 'true' | 'false'
    }
    readonly all?: true
  }
}

export const cleanupQueries = {
  trash: ['trash'] as const,

  trashList: (filter: TrashFilter) =>
    infiniteQueryOptions({
      queryKey: ['trash', 'list', filter],
      queryFn: ({ pageParam, signal }) =>
        api('listTrash', {
          query: { ...trashListQuery(filter), ...(pageParam !== null && { cursor: pageParam }) },
          signal,
        }),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.nextCursor,
    }),

  /** What deleting would do at this moment. Never kept: what is shown before deleting is asked for anew. */
  plan: (target: DeletionTarget, removeUntagged: boolean) =>
    queryOptions({
      queryKey: ['deletion-plan', target, removeUntagged],
      queryFn: ({ signal }) => readPlan(target, removeUntagged, signal),
      staleTime: 0,
      gcTime: 0,
      retry: false,
    }),

  period: (registry: string) =>
    queryOptions({
      queryKey: ['trash', 'period', registry],
      queryFn: ({ signal }) => api('getTrashPeriod', { params: { registry }, signal }),
    }),
}

/** One tag is planned with the registry asked what it names; several by the index. */
function readPlan(target: DeletionTarget, removeUntagged: boolean, signal: AbortSignal) {
  const { registry, repository, body } = target
  const [only, ...others] = body.tags ?? []
  if (only !== undefined && others.length === 0) {
    const query = { removeUntagged: removeUntagged ? ('true' as const) : ('false' as const) }
    return api('getDeletionPlan', { params: { registry, repository, tag: only.tag }, query, signal })
  }
  return api('planDeletion', { params: { registry, repository }, body: { ...body, removeUntagged }, signal })
}
