import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEMO_PEOPLE } from './demo-people.mjs'

/** Secrets of one demo, drawn once and kept beside its data, so that a second start opens the same database. */
export function keepSecrets(directory) {
  const file = join(directory, 'secrets.json')
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const secrets = {
    sessionSecret: randomBytes(32).toString('base64'),
    encryptionKey: randomBytes(32).toString('base64'),
    adminPassword: drawPassword(),
    ...kept,
    passwords: { ...drawPasswords(), ...keptPasswords(kept) },
  }
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 })
  return secrets
}

const drawPassword = () => randomBytes(15).toString('base64url')

function drawPasswords() {
  return Object.fromEntries(DEMO_PEOPLE.map(({ name }) => [name, drawPassword()]))
}

/** An earlier demo knew a viewer alone. */
function keptPasswords({ passwords, viewerPassword }) {
  return { ...(viewerPassword && { viewer: viewerPassword }), ...passwords }
}
