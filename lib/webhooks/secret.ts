import 'server-only'
import { randomBytes } from 'node:crypto'
import type { SealPlace } from '@/lib/connections/seal'
import { Secret } from '@/lib/core/secret'

const SECRET_BYTES = 32

/** A new secret to sign with, as it is shown once. */
export function newSecret(): Secret {
  return new Secret(`whs_${randomBytes(SECRET_BYTES).toString('base64url')}`)
}

/** Where the secret of a webhook lives, sealed. */
export function secretPlace(webhookId: string): SealPlace {
  return { table: 'webhook', row: webhookId, column: 'secret_sealed' }
}
