import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, type Output } from '@/lib/api/client/api'
import { isLive } from '@/lib/api/client/live-state'
import { RETENTION_KEY } from './query-keys'

export type Policy = Output<'getRetentionPolicy'>
export type PolicyDocument = Policy['document']
export type Rule = PolicyDocument['rules'][number]
export type Run = Output<'listRetentionRuns'>['items'][number]
export type RunDetail = Output<'getRetentionRun'>
export type Verdict = Output<'listRetentionVerdicts'>['items'][number]
/** A tag that was judged, by its names. */
export interface TagVerdict {
  readonly repository: string
  readonly tag: string
}
export type CheckedText = Output<'checkRetentionPolicy'>
export type Explanation = Output<'explainRetention'>

export interface VerdictFilter {
  readonly fate: 'keep' | 'delete' | null
  /** Empty for what no rule speaks of. */
  readonly rule: string | null
  readonly repository: string
  readonly q: string
  readonly isChanged: boolean
}

/** While changes are not heard by themselves. */
const POLL_MS = 1_500
const IDLE_POLL_MS = 15_000
/** The jobs that a run started tell of themselves, not of the run. */
const DELETING_POLL_MS = 3_000
const PAGE_SIZE = 200
const OPEN: ReadonlySet<string> = new Set(['queued', 'judging', 'deleting'])
const firstPage = (): string | null => null

/** Whether a simulation or run has not come to its end. */
export function isOpen(run: Pick<Run, 'state'> | null | undefined): boolean {
  return run != null && OPEN.has(run.state)
}

/** Asks again while something is under way, seldom where changes are heard. */
function pollOf(isUnderWay: boolean): number | false {
  if (!isUnderWay) return false
  return isLive() ? IDLE_POLL_MS : POLL_MS
}

/** The only home of the query keys of retention. */
export const retentionQueries = {
  all: RETENTION_KEY,

  list: () =>
    queryOptions({
      queryKey: [...RETENTION_KEY, 'list'],
      queryFn: ({ signal }) => api('listRetentionPolicies', { signal }),
    }),

  policy: (policy: string) =>
    queryOptions({
      queryKey: [...RETENTION_KEY, policy, 'policy'],
      queryFn: ({ signal }) => api('getRetentionPolicy', { params: { policy }, signal }),
      refetchInterval: (query) => pollOf(isOpen(query.state.data?.lastRun)),
    }),

  runs: (policy: string) =>
    queryOptions({
      queryKey: [...RETENTION_KEY, policy, 'runs'],
      queryFn: ({ signal }) =>
        api('listRetentionRuns', { params: { policy }, query: { limit: '50' }, signal }),
      refetchInterval: (query) => pollOf(query.state.data?.items.some(isOpen) === true),
    }),

  run: (policy: string, run: string) =>
    queryOptions({
      queryKey: [...RETENTION_KEY, policy, 'run', run],
      queryFn: ({ signal }) => api('getRetentionRun', { params: { policy, run }, signal }),
      refetchInterval: ({ state: { data } }) =>
        data?.state === 'deleting' ? DELETING_POLL_MS : pollOf(isOpen(data)),
    }),

  verdicts: (place: { readonly policy: string; readonly run: string }, filter: VerdictFilter) =>
    infiniteQueryOptions({
      queryKey: [...RETENTION_KEY, place.policy, 'run', place.run, 'verdicts', filter],
      queryFn: ({ pageParam, signal }) =>
        api('listRetentionVerdicts', {
          params: { ...place },
          query: {
            limit: String(PAGE_SIZE),
            ...(filter.fate !== null && { fate: filter.fate }),
            ...(filter.rule !== null && { rule: filter.rule }),
            ...(filter.repository !== '' && { repository: filter.repository }),
            ...(filter.q !== '' && { q: filter.q }),
            ...(filter.isChanged && { changed: 'true' as const }),
            ...(pageParam !== null && { cursor: pageParam }),
          },
          signal,
        }),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.nextCursor,
    }),

  explanation: (policy: string, { repository, tag }: TagVerdict) =>
    queryOptions({
      queryKey: [...RETENTION_KEY, policy, 'explanation', repository, tag],
      queryFn: ({ signal }) =>
        api('explainRetention', { params: { policy }, query: { repository, tag }, signal }),
    }),
}
