import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const dirs: string[] = []

afterEach(() => {
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true })
})

const DEVELOPMENT: NodeJS.ProcessEnv = { NODE_ENV: 'development' }
const PRODUCTION: NodeJS.ProcessEnv = {
  NODE_ENV: 'production',
  NEXTAUTH_URL: 'https://assay.example',
  NEXTAUTH_SECRET: 'kX2v9QmL7pRt4WzYb8NcJf3HsDg6TaEu1ViOo5Ke',
  ASSAY_ENCRYPTION_KEY: '9f3c1a7e5b2d8046e1f7a3c95d0b6284f2a8e6c41b7d3950a6e8c2f4b1d70593',
}

function start(env: NodeJS.ProcessEnv) {
  const dataDir = mkdtempSync(join(tmpdir(), 'assay-boot-'))
  dirs.push(dataDir)
  const child = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', join(root, 'lib/testing/boot-process.ts')],
    { cwd: root, env: { PATH: process.env.PATH, ASSAY_DATA_DIR: dataDir, ...env } },
  )
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  const ended = once(child, 'exit').then(([code]) => ({ code, out, err }))
  const says = async (text: string) => {
    while (!out.includes(text)) await Promise.race([once(child.stdout, 'data'), ended])
  }
  return { child, ended, says, dataDir, output: () => out }
}

describe('the start', () => {
  it.each([
    ['NEXTAUTH_SECRET', 78, { ...PRODUCTION, NEXTAUTH_SECRET: '' }],
    ['ASSAY_ENCRYPTION_KEY', 78, { ...PRODUCTION, ASSAY_ENCRYPTION_KEY: 'secret' }],
    ['ASSAY_REGISTRY_URL', 78, { ...PRODUCTION, ASSAY_REGISTRY_URL: 'ftp://registry.example' }],
    ['DATABASE_URL', 1, { ...PRODUCTION, DATABASE_URL: 'postgresql://assay:canary@127.0.0.1:9/assay' }],
    ['ASSAY_DATA_DIR', 1, { ...PRODUCTION, ASSAY_DATA_DIR: '/dev/null/assay' }],
  ])('ends over %s with code %i and one line that names it', async (...row) => {
    const [name, code, env] = row
    const { ended } = start(env)
    const end = await ended
    expect(end.code).toBe(code)
    expect(end.err.trim().split('\n')).toHaveLength(1)
    expect(end.err).toMatch(new RegExp(`^assay: ${name}: `))
    expect(end.err).not.toContain('canary')
  })

  it('prints a link for the first admin once, and ends in order when told to', async () => {
    const { child, says, ended, output } = start(DEVELOPMENT)
    await says('"started"')
    expect(output()).toMatch(/http:\/\/localhost:3000\/setup\?token=[A-Za-z0-9_-]{43}\n/)
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 0, err: '' })
  })

  it('outlives whoever read its output, and still ends in order', async () => {
    const { child, says, ended } = start(DEVELOPMENT)
    await says('"started"')
    child.stdout.destroy()
    child.stderr.destroy()
    child.kill('SIGTERM')
    expect((await ended).code).toBe(0)
  })

  it('leaves the database folded into one file', async () => {
    const { child, says, ended, dataDir } = start(DEVELOPMENT)
    await says('"started"')
    child.kill('SIGTERM')
    await ended
    expect(readdirSync(dataDir).filter((name) => name.startsWith('assay.sqlite'))).toEqual(['assay.sqlite'])
  })

  it('creates the admin of the environment and prints no link', async () => {
    const { child, says, ended, output } = start({
      ...DEVELOPMENT,
      ASSAY_ADMIN_PASSWORD: 'canary-of-a-password',
    })
    await says('"started"')
    child.kill('SIGTERM')
    await ended
    expect(output()).toContain('created the first admin')
    expect(output()).not.toContain('/setup')
    expect(output()).not.toContain('canary-of-a-password')
  })
})
