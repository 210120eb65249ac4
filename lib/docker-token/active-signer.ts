import 'server-only'
import type { Context } from '@/lib/access/context'
import { type ConnectionPool, connectionsOf } from '@/lib/connections/pool'
import { AppError } from '@/lib/core/errors'
import type { Database } from '@/lib/db/connection'
import { openSigner, type Signer } from './signing-key'
import { findKeyIn } from './store/keys'

/** What opening the key takes; a context has it, and so has the pool of registries. */
export interface SigningParts extends Pick<Context, 'db' | 'clock'> {
  readonly unsealAt: ConnectionPool['unsealAt']
}

/** @throws AppError `internal` where a context was put together without keys */
export function signingParts(ctx: Context): SigningParts {
  return { db: ctx.db, clock: ctx.clock, unsealAt: connectionsOf(ctx).unsealAt }
}

/** How long another process's change of key may go unnoticed; registries know both keys by then. */
const KEPT_MS = 5_000

const kept = new WeakMap<Database, { readonly signer: Signer; readonly untilMs: number }>()

/** The key that signs now. @throws AppError `internal` when there is none, or it was sealed with a key that is gone */
export async function activeSigner({ db, clock, unsealAt }: SigningParts): Promise<Signer> {
  const now = clock.now()
  const known = kept.get(db)
  if (known !== undefined && now < known.untilMs && known.untilMs <= now + KEPT_MS) return known.signer

  const key = await findKeyIn(db.query, 'active')
  if (key === undefined) throw new AppError('internal', 'There is no key to sign Docker tokens with.')
  const { kid, certificatePem, privateKeySealed } = key
  const isSame = known?.signer.kid === kid
  const signer = isSame
    ? known.signer
    : openSigner({ kid, certificatePem, privateKeyPem: unsealAt(privateKeyPlace(kid), privateKeySealed) })
  kept.set(db, { signer, untilMs: now + KEPT_MS })
  return signer
}

/** Forgets the opened key, after another one became active. */
export function forgetSigner(db: Database): void {
  kept.delete(db)
}

export const privateKeyPlace = (row: string) => ({
  table: 'docker_token_key',
  row,
  column: 'private_key_sealed',
})
