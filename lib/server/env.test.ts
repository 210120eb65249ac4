import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type Environment, EnvironmentError, readEnvironment } from './env'

const dataDir = mkdtempSync(join(tmpdir(), 'assay-env-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const SECRET = 'kX2v9QmL7pRt4WzYb8NcJf3HsDg6TaEu1ViOo5Ke'
const KEY = '9f3c1a7e5b2d8046e1f7a3c95d0b6284f2a8e6c41b7d3950a6e8c2f4b1d70593'
const PRODUCTION: Environment = {
  NODE_ENV: 'production',
  NEXTAUTH_URL: 'https://assay.example',
  NEXTAUTH_SECRET: SECRET,
  ASSAY_ENCRYPTION_KEY: KEY,
  ASSAY_DATA_DIR: dataDir,
}

function complaint(changes: Environment): string {
  try {
    readEnvironment({ ...PRODUCTION, ...changes })
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message
    throw error
  }
  return 'none'
}

describe('the environment', () => {
  it('is read whole and its secrets do not print', () => {
    const read = readEnvironment({ ...PRODUCTION, PORT: '8080', ASSAY_REGISTRY_URL: 'https://r.example' })
    expect(read).toMatchObject({
      port: 8080,
      publicOrigin: 'https://assay.example',
      dataDir,
      syncMinutes: 15,
      checkMinutes: 5,
      hasWorker: true,
    })
    expect(JSON.stringify(read)).not.toContain(SECRET)
    expect(read.sessionSecret.reveal()).toBe(SECRET)
  })

  it('takes the key in hex and in base64, and calls it the same', () => {
    const base64 = Buffer.from(KEY, 'hex').toString('base64')
    const kids = [KEY, base64].map(
      (key) => readEnvironment({ ...PRODUCTION, ASSAY_ENCRYPTION_KEY: key }).encryptionKey.kid,
    )
    expect(kids[0]).toBe(kids[1])
  })

  it.each([
    ['NEXTAUTH_SECRET', undefined],
    ['NEXTAUTH_SECRET', ''],
    ['NEXTAUTH_SECRET', '   '],
    ['NEXTAUTH_SECRET', 'short'],
    ['NEXTAUTH_SECRET', 'a'.repeat(64)],
    ['NEXTAUTH_SECRET', 'abcdefgh'.repeat(8)],
    ['NEXTAUTH_SECRET', 'change-me-to-something-long-and-random-kX2v9QmL7pRt4'],
    ['NEXTAUTH_SECRET', 'MySuperSecretValueThatIsVeryLong'],
    ['ASSAY_ENCRYPTION_KEY', undefined],
    ['ASSAY_ENCRYPTION_KEY', '0'.repeat(64)],
    ['ASSAY_ENCRYPTION_KEY', 'ab'.repeat(32)],
    ['ASSAY_ENCRYPTION_KEY', 'not-a-key'],
    ['ASSAY_ENCRYPTION_KEY', KEY.slice(2)],
    ['NEXTAUTH_URL', undefined],
    ['NEXTAUTH_URL', 'console.internal'],
    ['NEXTAUTH_URL', 'http://assay.example'],
    ['NEXTAUTH_URL', 'https://assay.example/console'],
    ['NEXTAUTH_URL', 'https://user@assay.example'],
    ['NEXTAUTH_URL', 'javascript:alert(1)'],
    ['PORT', '70000'],
    ['PORT', '3000x'],
    ['PORT', '-1'],
    ['DATABASE_URL', 'mysql://db/assay'],
    ['ASSAY_ALLOWED_CIDRS', '192.0.2.77'],
    ['ASSAY_TRUSTED_PROXIES', '10.0.0.0/8, nonsense'],
    ['ASSAY_ADMIN_PASSWORD', 'short'],
    ['ASSAY_SYNC_MINUTES', 'often'],
    ['ASSAY_LOG_LEVEL', 'loud'],
  ])('stops production at %s being %j, by one line that names it and not its value', (name, value) => {
    const line = complaint({ [name]: value })
    expect(line).toMatch(new RegExp(`^${name}: `))
    expect(line).not.toContain('\n')
    if (value && value.length > 6) expect(line).not.toContain(value)
  })

  it('takes plain http from this machine only', () => {
    for (const url of ['http://127.0.0.1:3000', 'http://localhost:3000', 'http://[::1]:3000']) {
      expect(complaint({ NEXTAUTH_URL: url })).toBe('none')
    }
  })

  it('keeps a declared registry whole or not at all', () => {
    expect(complaint({ ASSAY_REGISTRY_PASSWORD: 'x' })).toMatch(/^ASSAY_REGISTRY_URL: /)
    const read = readEnvironment({ ...PRODUCTION, ASSAY_REGISTRY_URL: 'https://r.example' })
    expect(read.declaredRegistry).toEqual({ url: 'https://r.example', username: null, password: null })
  })

  it('makes its own secrets in development and keeps them with the data', () => {
    const development = { ASSAY_DATA_DIR: join(dataDir, 'dev') }
    const first = readEnvironment(development)
    const second = readEnvironment(development)
    expect(first.sessionSecret.reveal()).toBe(second.sessionSecret.reveal())
    expect(first.encryptionKey.kid).toBe(second.encryptionKey.kid)
    expect(readdirSync(join(dataDir, 'dev'))).toEqual(['development-secrets.json'])
    expect(first.isProduction).toBe(false)
  })
})
