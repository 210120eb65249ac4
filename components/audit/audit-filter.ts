import { type AddressState, oneOf } from '@/components/ui/address-state'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const RANGE_MS = { '1h': HOUR_MS, '24h': DAY_MS, '7d': 7 * DAY_MS, '30d': 30 * DAY_MS } as const

/** A stretch of time that ends now, everything, or one that was chosen from the chart. */
export const RANGES = ['1h', '24h', '7d', '30d', 'all', 'chosen'] as const
export type Range = (typeof RANGES)[number]

const OUTCOMES = ['any', 'done', 'denied'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What the log shows, as the address says it. */
export interface AuditFilter {
  readonly range: Range
  /** Epoch ms of a chosen stretch; else null. */
  readonly from: string | null
  readonly to: string | null
  readonly actor: string
  readonly type: string
  readonly outcome: Outcome
  readonly registry: string
  readonly repository: string
  readonly resource: string
}

const initial: AuditFilter = {
  range: '7d',
  from: null,
  to: null,
  actor: '',
  type: '',
  outcome: 'any',
  registry: '',
  repository: '',
  resource: '',
}

export const auditFilter: AddressState<AuditFilter> = {
  initial,
  read(search) {
    const text = (name: string) => (search.get(name) ?? '').replaceAll('\u0000', '').slice(0, 1024)
    const from = timeOf(search.get('from'))
    const to = timeOf(search.get('to'))
    const isChosen = from !== null && to !== null
    const range = oneOf(RANGES, search.get('range'), initial.range)
    return {
      range: rangeOf(range, isChosen),
      from: isChosen ? from : null,
      to: isChosen ? to : null,
      actor: text('actor'),
      type: /^[a-z-]{1,40}\.(?:[a-z-]{1,40}|\*)$/.test(text('type')) ? text('type') : '',
      outcome: oneOf(OUTCOMES, search.get('outcome'), initial.outcome),
      registry: text('registry').slice(0, 64),
      repository: text('repository'),
      resource: text('resource'),
    }
  },
}

function rangeOf(range: Range, isChosen: boolean): Range {
  if (isChosen) return 'chosen'
  return range === 'chosen' ? initial.range : range
}

function timeOf(text: string | null): string | null {
  return text !== null && /^\d{1,15}$/.test(text) ? text : null
}

/** The filter as the API takes it, its stretch of time counted back from `now`. */
export function queryOf(filter: AuditFilter, now: number) {
  const { range, from, to, actor, type, outcome, registry, repository, resource } = filter
  return {
    ...(range === 'chosen' && from !== null && to !== null && { from, to }),
    ...(range !== 'chosen' && range !== 'all' && { from: String(now - RANGE_MS[range]) }),
    ...(actor !== '' && { actor }),
    ...(type !== '' && { type }),
    ...(outcome !== 'any' && { outcome }),
    ...(registry !== '' && { registry }),
    ...(repository !== '' && { repository }),
    ...(resource !== '' && { resource }),
  }
}

/** Whether anything but the time is filtered by. */
export function isNarrowed({ actor, type, outcome, registry, repository, resource }: AuditFilter): boolean {
  return outcome !== 'any' || [actor, type, registry, repository, resource].some((text) => text !== '')
}

/** What takes every filter away but the time. */
export const NOTHING_NARROWED: Partial<AuditFilter> = {
  actor: '',
  type: '',
  outcome: 'any',
  registry: '',
  repository: '',
  resource: '',
}
