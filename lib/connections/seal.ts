import 'server-only'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { AppError } from '@/lib/core/errors'
import { Secret } from '@/lib/core/secret'

export interface SealingKey {
  /** Names the key in what it sealed. */
  readonly kid: string
  /** 32 bytes, base64. */
  readonly material: Secret
}

/** The key that seals, and those that may still open. */
export interface Keyring {
  readonly current: SealingKey
  readonly previous: readonly SealingKey[]
}

/** Where a sealed value lives; it opens nowhere else. */
export interface SealPlace {
  readonly table: string
  readonly row: string
  readonly column: string
}

const ALGORITHM = 'aes-256-gcm'
const IV_BYTES = 12
const SEALED = /^v1\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]*)$/

/** Encrypts a secret for one column of one row, as `v1.<kid>.<iv>.<tag>.<text>`. */
export function seal(secret: Secret, place: SealPlace, { current }: Keyring): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(ALGORITHM, keyBytes(current), iv)
  cipher.setAAD(boundTo(place, current.kid))
  const text = Buffer.concat([cipher.update(secret.reveal(), 'utf8'), cipher.final()])
  const parts = [iv, cipher.getAuthTag(), text].map((part) => part.toString('base64url'))
  return ['v1', current.kid, ...parts].join('.')
}

/** @throws AppError `internal` when the key is not on the ring, or the value was changed or moved */
export function unseal(sealed: string, place: SealPlace, keyring: Keyring): Secret {
  const [, kid = '', iv = '', tag = '', text = ''] = SEALED.exec(sealed) ?? []
  const key = [keyring.current, ...keyring.previous].find((candidate) => candidate.kid === kid)
  if (key === undefined) throw new AppError('internal', 'A stored secret was sealed with another key.')
  try {
    const decipher = createDecipheriv(ALGORITHM, keyBytes(key), Buffer.from(iv, 'base64url'))
    decipher.setAAD(boundTo(place, kid))
    decipher.setAuthTag(Buffer.from(tag, 'base64url'))
    return new Secret(
      Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8'),
    )
  } catch (cause) {
    throw new AppError('internal', 'A stored secret cannot be opened.', { cause })
  }
}

function keyBytes(key: SealingKey): Buffer {
  return Buffer.from(key.material.reveal(), 'base64')
}

function boundTo({ table, row, column }: SealPlace, kid: string): Buffer {
  return Buffer.from([table, row, column, kid].join('|'))
}
