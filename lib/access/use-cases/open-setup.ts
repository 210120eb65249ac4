import 'server-only'
import { randomBytes } from 'node:crypto'
import { transaction } from '@/lib/db/transaction'
import type { Context } from '../context'
import { hashSecret } from '../secret-hash'
import { putSetting } from '../store/setting'
import { hasUsers } from '../store/user'

export const SETUP_TOKEN_KEY = 'setup-token'

/**
 * A new one-time token for creating the first admin, or undefined once there is anybody. An older one ends.
 * Only the server itself calls this, at start.
 */
export async function openSetup(ctx: Context): Promise<string | undefined> {
  return transaction(ctx.db, async (tx) => {
    if (await hasUsers(tx)) return undefined
    const token = randomBytes(32).toString('base64url')
    await putSetting(tx, { key: SETUP_TOKEN_KEY, value: hashSecret(token), at: ctx.clock.now() })
    return token
  })
}
