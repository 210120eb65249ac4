import { appendEvents, type NewAuditRow } from '@/lib/audit/store/append'
import type { Database } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'

export interface AuditLogShape {
  readonly rows: number
  /** Epoch ms of the first event and of the last. */
  readonly from: number
  readonly to: number
}

const ROWS_AT_ONCE = 2_000
const PEOPLE = ['ada', 'grace', 'linus', 'margaret', 'ken', 'barbara', 'edsger', 'radia'] as const
const TYPES = [
  'sync.started',
  'sync.finished',
  'session.started',
  'registry.probed',
  'token.created',
  'user.changed',
  'token.revoked',
  'registry.changed',
  'access.denied',
  'session.refused',
] as const

/** A log of made-up events, the same for the same shape, appended as the server appends. */
export async function fillAuditLog(db: Database, shape: AuditLogShape): Promise<void> {
  for (let first = 0; first < shape.rows; first += ROWS_AT_ONCE) {
    const count = Math.min(ROWS_AT_ONCE, shape.rows - first)
    const rows = Array.from({ length: count }, (_, at) => rowAt(first + at, shape))
    await transaction(db, (tx) => appendEvents(tx, rows))
  }
}

function rowAt(at: number, { rows, from, to }: AuditLogShape): NewAuditRow {
  // A fixed stride through each list, coprime to its length, looks like chance and is none.
  const type = pick(TYPES, Math.floor(((at * 7919) % 1009) ** 2 / 101_809))
  const person = pick(PEOPLE, (at * 31) % 61)
  const isDenied = type === 'access.denied' || type.endsWith('.refused')
  const repository = `team-${at % 40}/app-${at % 211}`
  const isChange = type.endsWith('.changed')
  return {
    id: `evt_${at.toString(36).padStart(29, '0')}`,
    at: Math.floor(from + ((to - from) * at) / rows),
    type,
    outcome: isDenied ? 'denied' : 'done',
    actor_kind: at % 5 === 0 ? 'token' : 'user',
    actor_id: `usr_${person}`,
    actor_name: person,
    ip: `10.0.${at % 16}.${at % 250}`,
    user_agent: 'curl/8.5.0',
    request_id: `req_${at}`,
    resource: type.startsWith('sync') ? `main/${repository}` : `${type.split('.', 1).join('')}-${at % 997}`,
    registry_id: type.startsWith('sync') ? 'reg_main' : null,
    repository: type.startsWith('sync') ? repository : null,
    digest: null,
    before_state: isChange ? JSON.stringify({ role: 'viewer', at }) : null,
    after_state: isChange ? JSON.stringify({ role: 'developer', at: at + 1 }) : null,
    reason: null,
    grounds: isDenied ? 'This needs the role admin.' : 'role admin',
    facts: JSON.stringify(isDenied ? { action: 'registry:manage' } : { number: at }),
  }
}

function pick<T>(from: readonly T[], at: number): T {
  const found = from[at % from.length]
  if (found === undefined) throw new Error('there is nothing to pick from')
  return found
}
