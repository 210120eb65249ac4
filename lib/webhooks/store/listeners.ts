import 'server-only'
import { z } from 'zod'
import type { Executor } from '@/lib/db/connection'
import type { WebhookScope } from '../rules/matches'

const LISTENERS_MAX = 200
const eventList = z.array(z.string())

export interface Listener extends WebhookScope {
  readonly id: string
}

/** Webhooks that are not paused, at most 200. */
export async function listListeners(db: Executor): Promise<readonly Listener[]> {
  const rows = await db
    .selectFrom('webhook')
    .select(['id', 'events', 'registry_id', 'namespace'])
    .where('is_paused', '=', 0)
    .orderBy('id')
    .limit(LISTENERS_MAX)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    events: eventList.parse(JSON.parse(row.events)),
    registryId: row.registry_id,
    namespace: row.namespace,
  }))
}

/** The name of a registry; its id once it is gone. */
export async function findRegistryName(db: Executor, id: string): Promise<string> {
  const row = await db.selectFrom('registry').select('name').where('id', '=', id).executeTakeFirst()
  return row?.name ?? id
}
