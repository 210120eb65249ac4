import 'server-only'
import { sql } from 'kysely'
import type { Database, Executor } from '@/lib/db/connection'
import { databaseNow } from '@/lib/db/dialects/features'

/** A process that is silent for so long has given up the inbox it worked on. */
const LEASE_MS = 6_000

export interface EndpointSecrets {
  readonly registry_id: string
  readonly secret_hash: string
  readonly previous_hash: string | null
  readonly previous_until: number | null
}

/** What the registry of a name may sign in with; undefined where no secret was made yet. */
export async function findSecrets(db: Executor, registry: string): Promise<EndpointSecrets | undefined> {
  return db
    .selectFrom('notification_endpoint')
    .innerJoin('registry', 'registry.id', 'notification_endpoint.registry_id')
    .select(['registry_id', 'secret_hash', 'previous_hash', 'previous_until'])
    .where('registry.name', '=', registry)
    .executeTakeFirst()
}

export interface EndpointRow {
  readonly secret_made_at: number
  readonly previous_until: number | null
  readonly first_event_at: number | null
  readonly last_event_at: number | null
  readonly first_pull_at: number | null
}

export async function findEndpoint(db: Executor, registryId: string): Promise<EndpointRow | undefined> {
  return db
    .selectFrom('notification_endpoint')
    .select(['secret_made_at', 'previous_until', 'first_event_at', 'last_event_at', 'first_pull_at'])
    .where('registry_id', '=', registryId)
    .executeTakeFirst()
}

/** Whether a registry has ever delivered an event, so that changes without one are worth noticing. */
export async function deliversEvents(db: Executor, registryId: string): Promise<boolean> {
  return (await findEndpoint(db, registryId))?.first_event_at != null
}

export interface NewSecret {
  readonly hash: string
  readonly at: number
  /** Until when the secret before it still holds; null ends it now. */
  readonly previousUntil: number | null
}

/** Puts a new secret in place of the present one, which may hold for a while beside it. */
export async function saveSecret(tx: Executor, registryId: string, secret: NewSecret): Promise<void> {
  const isKept = secret.previousUntil !== null
  await tx
    .insertInto('notification_endpoint')
    .values({ registry_id: registryId, secret_hash: secret.hash, secret_made_at: secret.at, lease_until: 0 })
    .onConflict((conflict) =>
      conflict.column('registry_id').doUpdateSet((eb) => ({
        secret_hash: secret.hash,
        secret_made_at: secret.at,
        previous_hash: isKept ? eb.ref('notification_endpoint.secret_hash') : null,
        previous_until: secret.previousUntil,
      })),
    )
    .execute()
}

/** Ends the secret before the present one. False when there was none. */
export async function endPreviousSecret(tx: Executor, registryId: string): Promise<boolean> {
  const result = await tx
    .updateTable('notification_endpoint')
    .set({ previous_hash: null, previous_until: null })
    .where('registry_id', '=', registryId)
    .where('previous_hash', 'is not', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export interface Arrival {
  readonly firstAt: number
  readonly lastAt: number
  /** Null where none of the events was a pull. */
  readonly firstPullAt: number | null
}

/** Notes that events arrived. */
export async function saveArrival(tx: Executor, registryId: string, arrival: Arrival): Promise<void> {
  const { firstAt, lastAt, firstPullAt } = arrival
  await tx
    .updateTable('notification_endpoint')
    .set((eb) => ({
      first_event_at: eb.fn.coalesce('first_event_at', sql.lit(firstAt)),
      last_event_at: sql<number>`case when coalesce(last_event_at, 0) < ${lastAt} then ${lastAt} else last_event_at end`,
      ...(firstPullAt !== null && { first_pull_at: eb.fn.coalesce('first_pull_at', sql.lit(firstPullAt)) }),
    }))
    .where('registry_id', '=', registryId)
    .execute()
}

/** Takes or keeps the work on a registry's inbox. False while another process has it. */
export async function holdInbox(db: Database, registryId: string, owner: string): Promise<boolean> {
  const now = databaseNow(db.dialect)
  const result = await db.rebuildable
    .updateTable('notification_endpoint')
    .set({ owner, lease_until: sql<number>`${now} + ${sql.lit(LEASE_MS)}` })
    .where('registry_id', '=', registryId)
    .where((eb) => eb.or([eb('owner', '=', owner), eb('owner', 'is', null), eb('lease_until', '<', now)]))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Lets another process work on a registry's inbox at once. */
export async function releaseInbox(db: Database, registryId: string, owner: string): Promise<void> {
  await db.rebuildable
    .updateTable('notification_endpoint')
    .set({ owner: null, lease_until: 0 })
    .where('registry_id', '=', registryId)
    .where('owner', '=', owner)
    .execute()
}
