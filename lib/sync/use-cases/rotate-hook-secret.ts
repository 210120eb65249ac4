import 'server-only'
import { randomBytes } from 'node:crypto'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { hashSecret } from '@/lib/access/secret-hash'
import { record } from '@/lib/audit/record'
import { getRegistryByName } from '@/lib/catalog/store/places'
import { transaction } from '@/lib/db/transaction'
import { endPreviousSecret, findEndpoint, saveSecret } from '../store/endpoint'

const SECRET_BYTES = 32
const HOUR_MS = 60 * 60 * 1000

export interface RotateInput {
  readonly registry: string
  /** How long the present secret still holds beside the new one; 0 ends it at once. */
  readonly keepPreviousHours: number
}

/** Makes a new secret for a registry's notifications. Its text is in this answer and nowhere else. @throws NotFoundError */
export async function rotateHookSecret(
  ctx: Context,
  { registry: name, keepPreviousHours }: RotateInput,
): Promise<{ readonly secret: string; readonly previousUntil: number | null }> {
  await authorize(ctx, 'notification:manage')

  const registry = await getRegistryByName(ctx.db.query, name)
  const hasPrevious = (await findEndpoint(ctx.db.query, registry.id)) !== undefined

  const at = ctx.clock.now()
  const secret = `asyh_${randomBytes(SECRET_BYTES).toString('base64url')}`
  const previousUntil = hasPrevious && keepPreviousHours > 0 ? at + keepPreviousHours * HOUR_MS : null

  await transaction(ctx.db, async (tx) => {
    await saveSecret(tx, registry.id, { hash: hashSecret(secret), at, previousUntil })
    await record(ctx, tx, {
      type: 'hook-secret.created',
      resource: registry.name,
      registryId: registry.id,
      facts: { previousUntil },
    })
  })
  return { secret, previousUntil }
}

/** Ends the secret before the present one at once. @throws NotFoundError */
export async function endPreviousHookSecret(
  ctx: Context,
  input: { readonly registry: string },
): Promise<void> {
  await authorize(ctx, 'notification:manage')

  const registry = await getRegistryByName(ctx.db.query, input.registry)

  await transaction(ctx.db, async (tx) => {
    const isEnded = await endPreviousSecret(tx, registry.id)
    const event = { type: 'hook-secret.ended', resource: registry.name, registryId: registry.id } as const
    if (isEnded) await record(ctx, tx, event)
  })
}
