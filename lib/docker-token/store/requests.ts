import 'server-only'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Executor } from '@/lib/db/connection'
import { OUTCOMES } from '../rules/outcome'
import type { Tally, TokenRequest } from '../service'

const DAY_MS = 86_400_000
const DAYS_KEPT = 30
const REQUESTS_KEPT = 50

const outcome = z.enum(OUTCOMES)
const TALLY = z
  .object({ outcome, requests: z.coerce.number(), last_at: z.coerce.number() })
  .transform((row): Tally => ({ outcome: row.outcome, requests: row.requests, lastAt: row.last_at }))
const REQUEST = z
  .object({
    id: z.string(),
    registry_id: z.string(),
    at: z.number(),
    outcome,
    actor_name: z.string().nullable(),
    ip: z.string().nullable(),
    client: z.string().nullable(),
    asked: z.string(),
    granted: z.string(),
  })
  .transform(
    (row): TokenRequest => ({
      id: row.id,
      registryId: row.registry_id,
      at: row.at,
      outcome: row.outcome,
      actorName: row.actor_name,
      ip: row.ip,
      client: row.client,
      asked: row.asked,
      granted: row.granted,
    }),
  )

/** Adds to the count of one registry's outcome of the day of `lastAt`. */
export async function addTally(
  tx: Executor,
  registryId: string,
  { outcome, requests, lastAt }: Tally,
): Promise<void> {
  await tx
    .insertInto('docker_token_tally')
    .values({
      registry_id: registryId,
      day: Math.floor(lastAt / DAY_MS),
      outcome,
      requests,
      last_at: lastAt,
    })
    .onConflict((conflict) =>
      conflict.columns(['registry_id', 'day', 'outcome']).doUpdateSet({
        requests: sql<number>`docker_token_tally.requests + ${requests}`,
        last_at: lastAt,
      }),
    )
    .execute()
}

/** Requests by outcome over the last 30 days. */
export async function listTallies(
  query: Executor,
  registryId: string,
  now: number,
): Promise<readonly Tally[]> {
  const rows = await query
    .selectFrom('docker_token_tally')
    .select(({ fn }) => ['outcome', fn.sum('requests').as('requests'), fn.max('last_at').as('last_at')])
    .where('registry_id', '=', registryId)
    .where('day', '>', Math.floor(now / DAY_MS) - DAYS_KEPT)
    .groupBy('outcome')
    .execute()
  return rows.map((row) => TALLY.parse(row))
}

/** Keeps the last 50 requests of a registry, and counts of the last 30 days. */
export async function addRequests(
  tx: Executor,
  registryId: string,
  { requests, now }: { readonly requests: readonly TokenRequest[]; readonly now: number },
): Promise<void> {
  const rows = requests.map((request) => ({
    id: request.id,
    registry_id: registryId,
    at: request.at,
    outcome: request.outcome,
    actor_name: request.actorName,
    ip: request.ip,
    client: request.client,
    asked: request.asked,
    granted: request.granted,
  }))
  if (rows.length > 0) await tx.insertInto('docker_token_request').values(rows).execute()
  const kept = tx
    .selectFrom('docker_token_request')
    .select('id')
    .where('registry_id', '=', registryId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(REQUESTS_KEPT)
  await tx
    .deleteFrom('docker_token_request')
    .where('registry_id', '=', registryId)
    .where('id', 'not in', kept)
    .execute()
  await tx
    .deleteFrom('docker_token_tally')
    .where('registry_id', '=', registryId)
    .where('day', '<=', Math.floor(now / DAY_MS) - DAYS_KEPT)
    .execute()
}

/** The last 50, newest first. */
export async function listRequests(query: Executor, registryId: string): Promise<readonly TokenRequest[]> {
  const rows = await query
    .selectFrom('docker_token_request')
    .select(['id', 'registry_id', 'at', 'outcome', 'actor_name', 'ip', 'client', 'asked', 'granted'])
    .where('registry_id', '=', registryId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(REQUESTS_KEPT)
    .execute()
  return rows.map((row) => REQUEST.parse(row))
}

/** Whether a registry is still there: what is counted in memory may outlive it. */
export async function hasService(query: Executor, registryId: string): Promise<boolean> {
  const row = await query
    .selectFrom('docker_token_service')
    .select('registry_id')
    .where('registry_id', '=', registryId)
    .executeTakeFirst()
  return row !== undefined
}
