import 'server-only'
import type { Actor } from '@/lib/core/actor'
import type { Executor } from '@/lib/db/connection'
import { keptRights } from './kept-rights'
import { tokenActor, userActor } from './load-actor'
import { parseToken } from './rules/token-format'
import { isTokenLive } from './rules/token-state'
import { matchesHash } from './secret-hash'
import { findTokenCredential, touchToken } from './store/api-token'
import { findUserAndVersion } from './store/user'

const TOUCH_EVERY_MS = 60_000

export interface SessionClaims {
  readonly userId: string
  readonly sessionVersion: number
}

/** Who a session speaks for now: one read by primary key, so a change of role or a disabling is felt at once. */
export async function findSessionActor(query: Executor, claims: SessionClaims): Promise<Actor | undefined> {
  const found = await findUserAndVersion(query, claims.userId)
  if (found === undefined || found.user.disabledAt !== null) return undefined
  if (found.user.sessionVersion !== claims.sessionVersion) return undefined
  return userActor(query, found.user, keptRights(found.rightsVersion))
}

/** Who an API token speaks for now, or undefined for any token that does not hold, whatever the reason. */
export async function findTokenActor(query: Executor, text: string, now: number): Promise<Actor | undefined> {
  const parts = parseToken(text)
  if (parts === undefined) return undefined

  const token = await findTokenCredential(query, parts.id)
  if (token === undefined || !matchesHash(parts.secret, token.secretHash)) return undefined
  if (!isTokenLive(token, now)) return undefined

  const staleBefore = now - TOUCH_EVERY_MS
  if (token.lastUsedAt === null || token.lastUsedAt < staleBefore) {
    await touchToken(query, token.id, { now, staleBefore })
  }
  return tokenActor(query, token, keptRights(token.rightsVersion))
}
