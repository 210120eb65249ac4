import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, type Output } from '@/lib/api/client/api'
import { goldenQueries } from './queries'

/** The query keys of what comes after golden: channels, drift, the report. */

export type ChannelList = Output<'listChannels'>
export type Channel = ChannelList['items'][number]
export type ChannelEntry = Output<'listChannelHistory'>['items'][number]
export type Drift = Output<'listDrift'>['items'][number]
export type Report = Output<'getGoldenReport'>
export type ReportRow = Report['items'][number]
export type Dossier = Output<'getDossier'>

export const DRIFT_STATES = ['open', 'resolved', 'all'] as const

export interface DriftFilter {
  readonly line: string | null
  readonly state: (typeof DRIFT_STATES)[number]
}

export interface ReportFilter {
  readonly registry: string | null
  readonly repository: string
  /** `2026-03-04`, the end of that day in UTC; empty for now. */
  readonly day: string
  readonly state: string | null
}

const PAGE_SIZE = 100
const HISTORY_PAGE = '20'
const DAY_MS = 24 * 60 * 60 * 1000
const firstPage = (): string | null => null

export function driftListQuery({ line, state }: DriftFilter) {
  return { ...(line !== null && { line }), state, limit: String(PAGE_SIZE) }
}

/** What the API is asked for a filter of the report; a day that is none means now. */
export function reportQuery({ registry, repository, day, state }: ReportFilter) {
  const start = Date.parse(`${day}T00:00:00Z`)
  return {
    ...(registry !== null && { registry }),
    ...(repository !== '' && { repository }),
    ...(!Number.isNaN(start) && { at: String(start + DAY_MS - 1) }),
    ...(isReportState(state) && { state }),
  }
}

export const REPORT_STATES = ['golden', 'superseded', 'expired', 'revoked', 'candidate', 'rejected'] as const
export type ReportState = (typeof REPORT_STATES)[number]

function isReportState(state: string | null): state is ReportState {
  return REPORT_STATES.some((one) => one === state)
}

export const afterQueries = {
  channels: (line: string) =>
    queryOptions({
      queryKey: [...goldenQueries.all, 'channels', line],
      queryFn: ({ signal }) => api('listChannels', { params: { line }, signal }),
    }),

  channelHistory: (line: string, channel: string) =>
    infiniteQueryOptions({
      queryKey: [...goldenQueries.all, 'channels', line, channel],
      queryFn: ({ pageParam, signal }) =>
        api('listChannelHistory', {
          params: { line, channel },
          query: { limit: HISTORY_PAGE, ...(pageParam !== null && { cursor: pageParam }) },
          signal,
        }),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.nextCursor,
    }),

  drift: (filter: DriftFilter) =>
    infiniteQueryOptions({
      queryKey: [...goldenQueries.all, 'drift', filter],
      queryFn: ({ pageParam, signal }) =>
        api('listDrift', {
          query: { ...driftListQuery(filter), ...(pageParam !== null && { cursor: pageParam }) },
          signal,
        }),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.nextCursor,
    }),

  driftOf: (registry: string, repository: string) =>
    queryOptions({
      queryKey: [...goldenQueries.all, 'drift-of', registry, repository],
      queryFn: ({ signal }) =>
        api('listDrift', { query: { registry, repository, state: 'open', limit: '50' }, signal }),
    }),

  openDrift: () =>
    queryOptions({
      queryKey: [...goldenQueries.all, 'open-drift'],
      queryFn: ({ signal }) => api('listDrift', { query: { state: 'open', limit: '1' }, signal }),
    }),

  report: (filter: ReportFilter) =>
    queryOptions({
      queryKey: [...goldenQueries.all, 'report', filter],
      queryFn: ({ signal }) => api('getGoldenReport', { query: reportQuery(filter), signal }),
    }),

  dossier: (version: string) =>
    queryOptions({
      queryKey: [...goldenQueries.all, 'dossier', version],
      queryFn: ({ signal }) => api('getDossier', { params: { version }, signal }),
    }),
}
