import 'server-only'
import type { Context } from '@/lib/access/context'
import { hashSecret, matchesHash } from '@/lib/access/secret-hash'
import { findSecrets } from '../store/endpoint'

/** Compared with where there is nothing to compare with, so that both take the same time. */
const NOBODY = hashSecret('')

/**
 * The id of the registry that a notification is from, by the secret it came with; undefined when that does not
 * hold. The secret is all that says who sends, so there is no permission to ask for.
 */
export async function admitNotifier(
  ctx: Context,
  { registry, secret }: { readonly registry: string; readonly secret: string },
): Promise<string | undefined> {
  const kept = await findSecrets(ctx.db.query, registry)
  const isPreviousGood = (kept?.previous_until ?? 0) > ctx.clock.now()
  const isPresent = matchesHash(secret, kept?.secret_hash ?? NOBODY)
  const isPrevious = matchesHash(secret, (isPreviousGood ? kept?.previous_hash : null) ?? NOBODY)
  return secret !== '' && (isPresent || isPrevious) ? kept?.registry_id : undefined
}
