import 'server-only'
import type { Executor } from '@/lib/db/connection'

const PUSHES_MAX = 10_000

/** Whether a registry has ever told of an event. */
export async function tellsOfEvents(db: Executor, registryId: string): Promise<boolean> {
  const row = await db
    .selectFrom('notification_endpoint')
    .select('first_event_at')
    .where('registry_id', '=', registryId)
    .executeTakeFirst()
  return row?.first_event_at != null
}

export interface ToldPush {
  readonly tag: string | null
  readonly digest: string | null
  readonly actor_name: string | null
}

/** The pushes by others that a registry told of since a moment, oldest first, at most 10,000. */
export async function listPushesSince(
  db: Executor,
  place: { readonly registryId: string; readonly repository: string; readonly since: number },
): Promise<readonly ToldPush[]> {
  return db
    .selectFrom('notification_event')
    .select(['tag', 'digest', 'actor_name'])
    .where('registry_id', '=', place.registryId)
    .where('repository', '=', place.repository)
    .where('action', '=', 'push')
    .where('effect', '=', 'look')
    .where('tag', 'is not', null)
    .where('received_at', '>=', place.since)
    .orderBy('sequence')
    .limit(PUSHES_MAX)
    .execute()
}
