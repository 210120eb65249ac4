import 'server-only'
import { createHash } from 'node:crypto'
import { Secret } from '@/lib/core/secret'
import { EnvironmentError, type Read } from './environment-error'
import type { EncryptionKey } from './settings'
import { isGuessable } from './weak-secret'

const MAKE_SECRET = 'Make one with: openssl rand -base64 32'
const KEY_BYTES = 32
const PREVIOUS_MAX = 8

/** The key that seals stored credentials; `fallback` is the one kept for development. */
export function readEncryptionKey(read: Read, fallback: string | undefined): EncryptionKey {
  const name = 'ASSAY_ENCRYPTION_KEY'
  const value = read(name) ?? fallback
  if (value === undefined) throw new EnvironmentError(name, `is not set. ${MAKE_SECRET}`)
  return toKey(name, value)
}

/** Keys of before, which still open what they sealed until `assay keys rotate` has sealed it anew. */
export function readPreviousKeys(read: Read): readonly EncryptionKey[] {
  const name = 'ASSAY_ENCRYPTION_KEY_PREVIOUS'
  const values = (read(name) ?? '').split(',').map((value) => value.trim())
  const given = values.filter((value) => value !== '')
  if (given.length > PREVIOUS_MAX) throw new EnvironmentError(name, `holds more than ${PREVIOUS_MAX} keys`)
  return given.map((value) => toKey(name, value))
}

function toKey(name: string, value: string): EncryptionKey {
  const key = decodeKey(value)
  if (key === undefined) {
    throw new EnvironmentError(name, `is not 32 bytes in base64 or hex. ${MAKE_SECRET}`)
  }
  if (isGuessable(key.toString('hex'))) {
    throw new EnvironmentError(name, `can be guessed. ${MAKE_SECRET}`)
  }
  const kid = createHash('sha256').update('assay key id').update(key).digest('hex').slice(0, 8)
  return { kid, material: new Secret(key.toString('base64')) }
}

function decodeKey(value: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(value)) return Buffer.from(value, 'hex')
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(value)) return undefined
  const key = Buffer.from(value, 'base64')
  return key.length === KEY_BYTES ? key : undefined
}
