import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Secrets of one demo, drawn once and kept beside its data, so that a second start opens the same database. */
export function keepSecrets(directory) {
  const file = join(directory, 'secrets.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  const secrets = {
    sessionSecret: randomBytes(32).toString('base64'),
    encryptionKey: randomBytes(32).toString('base64'),
    adminPassword: randomBytes(15).toString('base64url'),
    viewerPassword: randomBytes(15).toString('base64url'),
  }
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 })
  return secrets
}
