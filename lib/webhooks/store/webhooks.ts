import 'server-only'
import { z } from 'zod'
import type { Executor } from '@/lib/db/connection'
import type { Webhook } from '../webhook'

const WEBHOOKS_MAX = 200
const eventList = z.array(z.string())

/** What is decided about a webhook. */
export interface WebhookSettings {
  readonly url: string
  readonly events: readonly string[]
  readonly registryId: string | null
  readonly namespace: string
  readonly isPaused: boolean
}

function selectWebhooks(db: Executor) {
  return db
    .selectFrom('webhook')
    .leftJoin('registry', 'registry.id', 'webhook.registry_id')
    .select([
      'webhook.id',
      'webhook.url',
      'webhook.events',
      'webhook.registry_id',
      'registry.name as registry',
      'webhook.namespace',
      'webhook.is_paused',
      'webhook.created_by',
      'webhook.created_at',
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectWebhooks>['execute']>>[number]

function toWebhook(row: Row): Webhook {
  return {
    id: row.id,
    url: row.url,
    events: eventList.parse(JSON.parse(row.events)),
    registryId: row.registry_id,
    registry: row.registry,
    namespace: row.namespace,
    isPaused: row.is_paused === 1,
    createdBy: row.created_by,
    createdAt: row.created_at,
  }
}

/** All of them, oldest first, at most 200. */
export async function listWebhookRows(db: Executor): Promise<readonly Webhook[]> {
  const rows = await selectWebhooks(db)
    .orderBy('webhook.created_at')
    .orderBy('webhook.id')
    .limit(WEBHOOKS_MAX)
    .execute()
  return rows.map(toWebhook)
}

export async function findWebhook(db: Executor, id: string): Promise<Webhook | undefined> {
  const row = await selectWebhooks(db).where('webhook.id', '=', id).executeTakeFirst()
  return row && toWebhook(row)
}

/** Adds one; false when there are 200 already. */
export async function insertWebhook(
  tx: Executor,
  webhook: WebhookSettings & {
    readonly id: string
    readonly secretSealed: string
    readonly createdBy: string
    readonly at: number
  },
): Promise<boolean> {
  const { total } = await tx
    .selectFrom('webhook')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  if (total >= WEBHOOKS_MAX) return false
  await tx
    .insertInto('webhook')
    .values({
      id: webhook.id,
      ...columnsOf(webhook),
      secret_sealed: webhook.secretSealed,
      created_by: webhook.createdBy,
      created_at: webhook.at,
      updated_at: webhook.at,
    })
    .execute()
  return true
}

export async function updateWebhookRow(
  tx: Executor,
  id: string,
  settings: WebhookSettings & { readonly at: number },
): Promise<void> {
  await tx
    .updateTable('webhook')
    .set({ ...columnsOf(settings), updated_at: settings.at })
    .where('id', '=', id)
    .execute()
}

/** Removes one with its deliveries. */
export async function deleteWebhookRow(tx: Executor, id: string): Promise<void> {
  await tx.deleteFrom('webhook').where('id', '=', id).execute()
}

function columnsOf({ url, events, registryId, namespace, isPaused }: WebhookSettings) {
  return {
    url,
    events: JSON.stringify(events),
    registry_id: registryId,
    namespace,
    is_paused: isPaused ? (1 as const) : (0 as const),
  }
}
