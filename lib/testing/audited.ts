import type { Database } from '@/lib/db/connection'

/** What the audit log holds of one type of event, oldest first. */
export const auditedAs = (db: Database, type: string) =>
  db.query
    .selectFrom('audit_event')
    .select(['type', 'resource', 'digest', 'actor_name', 'reason'])
    .where('type', '=', type)
    .orderBy('sequence')
    .execute()

/** The type of every event in the audit log, oldest first. */
export async function eventTypes(db: Database): Promise<string[]> {
  const rows = await db.query.selectFrom('audit_event').select('type').orderBy('sequence').execute()
  return rows.map(({ type }) => type)
}
