import 'server-only'
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { InvalidInputError } from '@/lib/core/errors'
import type { Database } from './connection'

/** Where a page ended: the sort columns of its last row. */
export type Position = readonly (string | number)[]

const KEY_SETTING = 'cursor-key'
const KEY_BYTES = 32
const MAC_BYTES = 16
const keys = new WeakMap<Database, Promise<Buffer>>()

/**
 * An opaque cursor for a position, good only for the same scope: everything that decides which rows there
 * are and how they are sorted, and who asks.
 */
export async function sealCursor(db: Database, scope: string, position: Position): Promise<string> {
  const payload = Buffer.from(JSON.stringify(position))
  return Buffer.concat([mac(await keyOf(db), scope, payload), payload]).toString('base64url')
}

/** @throws InvalidInputError `invalid-cursor` for anything not sealed for this scope */
export async function openCursor(db: Database, scope: string, cursor: string): Promise<Position> {
  const bytes = Buffer.from(cursor, 'base64url')
  const payload = bytes.subarray(MAC_BYTES)
  const expected = mac(await keyOf(db), scope, payload)
  const given = bytes.subarray(0, MAC_BYTES)
  if (given.length !== MAC_BYTES || !timingSafeEqual(given, expected)) throw invalidCursor()
  return readPosition(payload)
}

/** What a cursor is bound to, as one text. */
export function cursorScope(parts: Readonly<Record<string, string | number | null | undefined>>): string {
  return JSON.stringify(Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function mac(key: Buffer, scope: string, payload: Buffer): Buffer {
  const hmac = createHmac('sha256', key)
    .update(`${Buffer.byteLength(scope)}:${scope}`)
    .update(payload)
  return hmac.digest().subarray(0, MAC_BYTES)
}

function readPosition(payload: Buffer): Position {
  const value: unknown = JSON.parse(payload.toString('utf8'))
  if (Array.isArray(value) && value.every((part) => typeof part === 'string' || typeof part === 'number')) {
    return value
  }
  throw invalidCursor()
}

function invalidCursor(): InvalidInputError {
  return new InvalidInputError(
    'invalid-cursor',
    'This cursor is not of this list. Start from its first page.',
  )
}

/** Made once for an installation and shared by its replicas through the database. */
function keyOf(db: Database): Promise<Buffer> {
  const kept = keys.get(db)
  if (kept !== undefined) return kept

  const loading = loadKey(db)
  keys.set(db, loading)
  loading.catch(() => keys.delete(db))
  return loading
}

async function loadKey(db: Database): Promise<Buffer> {
  const found = await readKey(db)
  if (found !== undefined) return Buffer.from(found, 'base64')

  const fresh = { key: KEY_SETTING, value: randomBytes(KEY_BYTES).toString('base64'), updated_at: Date.now() }
  await db.query
    .insertInto('setting')
    .values(fresh)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  return Buffer.from((await readKey(db)) ?? fresh.value, 'base64')
}

async function readKey(db: Database): Promise<string | undefined> {
  const row = await db.query
    .selectFrom('setting')
    .select('value')
    .where('key', '=', KEY_SETTING)
    .executeTakeFirst()
  return row?.value
}
