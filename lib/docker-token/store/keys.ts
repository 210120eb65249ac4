import 'server-only'
import { z } from 'zod'
import type { Executor } from '@/lib/db/connection'
import type { TokenKey } from '../key'

const ROW = z.object({
  kid: z.string(),
  libtrust_id: z.string(),
  public_jwk: z.string(),
  certificate_pem: z.string(),
  private_key_sealed: z.string(),
  state: z.enum(['active', 'next', 'retired']),
  created_at: z.number(),
  activated_at: z.number().nullable(),
  retired_at: z.number().nullable(),
  expires_at: z.number(),
})
const COLUMNS = [
  'kid',
  'libtrust_id',
  'public_jwk',
  'certificate_pem',
  'private_key_sealed',
  'state',
  'created_at',
  'activated_at',
  'retired_at',
  'expires_at',
] as const
const KEYS_MAX = 20

/** The newest 20 keys, whatever became of them. */
export async function listKeyRows(query: Executor): Promise<readonly TokenKey[]> {
  const rows = await query
    .selectFrom('docker_token_key')
    .select(COLUMNS)
    .orderBy('created_at', 'desc')
    .orderBy('kid')
    .limit(KEYS_MAX)
    .execute()
  return rows.map(toKey)
}

/** The key that signs, or the one that is to take its place; there is at most one of each. */
export async function findKeyIn(query: Executor, state: 'active' | 'next'): Promise<TokenKey | undefined> {
  const row = await query
    .selectFrom('docker_token_key')
    .select(COLUMNS)
    .where('state', '=', state)
    .executeTakeFirst()
  return row && toKey(row)
}

/** Answers false where there is a key in that state already. */
export async function insertKey(tx: Executor, key: TokenKey): Promise<boolean> {
  const result = await tx
    .insertInto('docker_token_key')
    .values({
      kid: key.kid,
      libtrust_id: key.libtrustId,
      public_jwk: key.publicJwk,
      certificate_pem: key.certificatePem,
      private_key_sealed: key.privateKeySealed,
      state: key.state,
      created_at: key.createdAt,
      activated_at: key.activatedAt,
      retired_at: key.retiredAt,
      expires_at: key.expiresAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** The active key signs no more. */
export async function retireActiveKey(tx: Executor, at: number): Promise<void> {
  await tx
    .updateTable('docker_token_key')
    .set({ state: 'retired', retired_at: at })
    .where('state', '=', 'active')
    .execute()
}

/** Answers false where this key does not wait to be activated. */
export async function activateKeyRow(tx: Executor, kid: string, at: number): Promise<boolean> {
  const result = await tx
    .updateTable('docker_token_key')
    .set({ state: 'active', activated_at: at })
    .where('kid', '=', kid)
    .where('state', '=', 'next')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Answers false where this key does not wait to be activated. */
export async function deleteNextKey(tx: Executor, kid: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('docker_token_key')
    .where('kid', '=', kid)
    .where('state', '=', 'next')
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

function toKey(row: unknown): TokenKey {
  const key = ROW.parse(row)
  return {
    kid: key.kid,
    libtrustId: key.libtrust_id,
    publicJwk: key.public_jwk,
    certificatePem: key.certificate_pem,
    privateKeySealed: key.private_key_sealed,
    state: key.state,
    createdAt: key.created_at,
    activatedAt: key.activated_at,
    retiredAt: key.retired_at,
    expiresAt: key.expires_at,
  }
}
