import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { addressOf } from '@/lib/api/client/address'
import { api, type Output } from '@/lib/api/client/api'
import { type AuditFilter, queryOf } from './audit-filter'

export type AuditEvent = Output<'listAudit'>['items'][number]
export type AuditCounts = Output<'countAudit'>
export type AuditVerification = Output<'getAuditVerification'>

export const AUDIT_PAGE_SIZE = 50
const LIVE_POLL_MS = 2_000
const RUNNING_POLL_MS = 1_000

const firstPage = (): string | null => null

/** The only home of the query keys of the audit log. */
export const auditQueries = {
  all: ['audit'] as const,

  list: (filter: AuditFilter, isLive: boolean) =>
    infiniteQueryOptions({
      queryKey: ['audit', 'list', filter],
      queryFn: ({ pageParam, signal }) =>
        api('listAudit', {
          query: {
            ...queryOf(filter, Date.now()),
            limit: String(AUDIT_PAGE_SIZE),
            ...(pageParam !== null && { cursor: pageParam }),
          },
          signal,
        }),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.nextCursor,
      placeholderData: keepPreviousData,
      refetchInterval: isLive ? LIVE_POLL_MS : false,
    }),

  counts: (filter: AuditFilter, isLive: boolean) =>
    queryOptions({
      queryKey: ['audit', 'counts', filter],
      queryFn: ({ signal }) => api('countAudit', { query: queryOf(filter, Date.now()), signal }),
      placeholderData: keepPreviousData,
      refetchInterval: isLive ? LIVE_POLL_MS * 5 : false,
    }),

  verification: () =>
    queryOptions({
      queryKey: ['audit', 'verification'],
      queryFn: ({ signal }) => api('getAuditVerification', { signal }),
      refetchInterval: (query) => (query.state.data?.isRunning ? RUNNING_POLL_MS : false),
    }),
}

/** The address of the log as a file. */
export function exportHref(filter: AuditFilter, format: 'csv' | 'ndjson', now: number): string {
  return addressOf('exportAudit', {}, { format, ...queryOf(filter, now) })
}
