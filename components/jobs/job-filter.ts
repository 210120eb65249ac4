import type { AddressState } from '@/components/ui/address-state'
import { ALL_JOBS, JOB_STATES, type JobFilter, type JobStateChoice } from './job-list-query'

/** Kinds of work people look for, in the words of the filter. */
export const JOB_KINDS = [
  { kind: 'crawl', label: 'Syncs of registries' },
  { kind: 'sync-repository', label: 'Syncs of repositories' },
  { kind: 'check-repository', label: 'Checks of opened repositories' },
  { kind: 'compute-storage', label: 'Storage sums' },
  { kind: 'index-search', label: 'Search words' },
  { kind: 'tidy-index', label: 'Tidying' },
] as const

export const STATE_LABELS: Readonly<Record<JobStateChoice, string>> = {
  active: 'Under way',
  finished: 'Finished',
  failed: 'Failed, also in part',
  cancelled: 'Cancelled',
}

/** The filter of the jobs page in its address. */
export const jobFilterState: AddressState<JobFilter> = {
  initial: ALL_JOBS,
  read: (search) => ({
    kind: JOB_KINDS.find(({ kind }) => kind === search.get('kind'))?.kind ?? null,
    registry: search.get('registry'),
    state: JOB_STATES.find((state) => state === search.get('state')) ?? null,
  }),
}

export function isJobFilter(filter: JobFilter): boolean {
  return filter.kind !== null || filter.registry !== null || filter.state !== null
}

/** The lists the page shows for a filter: without a state, what is under way and what came to its end. */
export function shownLists(filter: JobFilter): readonly JobFilter[] {
  if (filter.state !== null) return [filter]
  return [
    { ...filter, state: 'active' },
    { ...filter, state: 'finished' },
  ]
}
