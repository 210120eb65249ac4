import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '@/lib/api/client/api'
import { isLive } from '@/lib/api/client/live-state'
import { isActive, type JobDetail } from './is-active'
import { ALL_JOBS, type JobFilter, jobListQuery } from './job-list-query'
import { JOB_LIST_KEY, JOBS_KEY } from './query-keys'

/** While changes are not heard by themselves. */
const POLL_MS = 1_000
const IDLE_POLL_MS = 15_000
export const JOB_PAGE_SIZE = 50

const firstPage = (): string | null => null

/** The only home of the query keys of jobs. */
export const jobQueries = {
  all: JOBS_KEY,

  /** Asks every second while anything is under way and nothing tells of it, else now and then. */
  list: (filter: JobFilter = ALL_JOBS) =>
    infiniteQueryOptions({
      queryKey: [...JOB_LIST_KEY, filter],
      queryFn: ({ pageParam, signal }) =>
        api('listJobs', {
          query: {
            ...jobListQuery(filter),
            limit: String(JOB_PAGE_SIZE),
            ...(pageParam !== null && { cursor: pageParam }),
          },
          signal,
        }),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.nextCursor,
      refetchInterval: (query) =>
        !isLive() && query.state.data?.pages.some((page) => page.items.some(isActive))
          ? POLL_MS
          : IDLE_POLL_MS,
    }),

  /** Asks every second until the job has ended, now and then where changes are heard. */
  one: (job: string) =>
    queryOptions({
      queryKey: [...JOBS_KEY, job],
      queryFn: ({ signal }) => api('getJob', { params: { job }, signal }),
      refetchInterval: (query) => pollOf(query.state.data),
    }),
}

function pollOf(job: JobDetail | undefined): number | false {
  if (job === undefined || !isActive(job)) return false
  return isLive() ? IDLE_POLL_MS : POLL_MS
}
