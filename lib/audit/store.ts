import 'server-only'
import type { Executor } from '@/lib/db/connection'

export interface AuditRow {
  readonly id: string
  readonly at: number
  readonly type: string
  readonly actor_kind: string
  readonly actor_id: string
  readonly actor_name: string
  readonly ip: string | null
  readonly user_agent: string | null
  readonly request_id: string | null
  readonly resource: string
  readonly facts: string
}

/** Adds one row. There is no way to change or remove one. */
export async function appendEvent(query: Executor, row: AuditRow): Promise<void> {
  await query.insertInto('audit_event').values(row).execute()
}
