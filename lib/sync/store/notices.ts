import 'server-only'
import type { TagHint } from '@/lib/catalog/rules/tag-event'
import type { Executor } from '@/lib/db/connection'

const PENDING_MAX = 1000

export interface Notices {
  /** When the registry's first event came. */
  readonly firstAt: number
  readonly lastAt: number
}

/** When a registry delivered its first event and its last; null when it never did. */
export async function findNotices(db: Executor, registryId: string): Promise<Notices | null> {
  const row = await db
    .selectFrom('notification_endpoint')
    .select(['first_event_at', 'last_event_at'])
    .where('registry_id', '=', registryId)
    .executeTakeFirst()
  if (row === undefined || row.first_event_at === null || row.last_event_at === null) return null
  return { firstAt: row.first_event_at, lastAt: row.last_event_at }
}

/** What events that wait in the inbox say of the tags of a repository, the newest of each tag. */
export async function listPendingHints(
  db: Executor,
  place: { readonly registryId: string; readonly repository: string },
): Promise<ReadonlyMap<string, TagHint>> {
  const rows = await db
    .selectFrom('notification_event')
    .select(['action', 'tag', 'digest', 'actor_name', 'client', 'occurred_at'])
    .where('registry_id', '=', place.registryId)
    .where('effect', 'in', ['look', 'check'])
    .where('repository', '=', place.repository)
    .where('processed_at', 'is', null)
    .where('tag', 'is not', null)
    .where('action', 'in', ['push', 'delete'])
    .orderBy('sequence')
    .limit(PENDING_MAX)
    .execute()
  return new Map(
    rows.map((row) => [
      row.tag ?? '',
      {
        digest: row.action === 'delete' ? null : row.digest,
        at: row.occurred_at,
        actor: row.actor_name,
        client: row.client,
      },
    ]),
  )
}
