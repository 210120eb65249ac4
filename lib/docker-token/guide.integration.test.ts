import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { openSqliteForTest } from '@/lib/testing/database'
import { freePort } from '@/lib/testing/registry'
import { startTokenWorld, TOKEN_PASSWORD } from '@/lib/testing/token-world'
import { registryConfigurations } from './rules/configuration'

const run = promisify(execFile)

/** The lines that are set apart in the guide's section, one text for each group of them. */
function blocksOf(section: string): string[] {
  const guide = readFileSync(new URL('../../docs/operator-guide.md', import.meta.url), 'utf8')
  const text = guide.split(`\n## ${section}\n`)[1]?.split('\n## ')[0] ?? ''
  const groups = text.match(/(?:^ {7}.*\n)+/gm) ?? []
  return groups.map((group) => group.replaceAll(/^ {7}/gm, '').trimEnd())
}

describe('the guide to docker login', () => {
  const stops: (() => Promise<void> | void)[] = []
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop()
  })

  it('says what the settings page says', () => {
    const [, fetchCommand, yaml] = blocksOf("docker login with Assay's grants")
    const [shown] = registryConfigurations({
      origin: 'https://assay.example',
      service: 'main',
      issuer: 'https://assay.example',
    })
    expect({ fetch: fetchCommand, yaml }).toEqual({ fetch: shown?.fetch, yaml: shown?.yaml })
  })

  it('leads to a registry that lets in whom Assay lets in, when followed to the letter', async () => {
    const opened = await openSqliteForTest()
    stops.push(opened.close)
    const world = await startTokenWorld({ db: opened.database })
    stops.push(world.stop)
    const directory = mkdtempSync(join(tmpdir(), 'assay-guide-'))
    stops.push(() => rmSync(directory, { recursive: true, force: true }))
    await world.person('vera', { grants: { 'team-a': 'viewer' } })

    const here = (text = '') =>
      text.replaceAll('https://assay.example', world.origin).replaceAll('/etc/docker/registry', directory)
    const [enable = '', fetchCommand, yaml] = blocksOf("docker login with Assay's grants")
    expect(enable).toContain('token-service enable --registry main')
    await run('sh', ['-c', here(fetchCommand)])
    const port = await freePort()
    writeFileSync(
      join(directory, 'config.yml'),
      [
        'version: 0.1',
        'storage:',
        '  filesystem:',
        `    rootdirectory: ${directory}/data`,
        'http:',
        `  addr: 127.0.0.1:${port}`,
        here(yaml),
        '',
      ].join('\n'),
    )
    const registry = spawn('docker-registry', ['serve', join(directory, 'config.yml')], { stdio: 'ignore' })
    stops.push(() => void registry.kill())

    const login = (password: string) =>
      run('skopeo', [
        ...['login', '--tls-verify=false', '--authfile', join(directory, 'auth.json')],
        ...['--username', 'vera', '--password', password, `127.0.0.1:${port}`],
      ])
    await untilUp(`http://127.0.0.1:${port}/v2/`)
    expect((await login(TOKEN_PASSWORD)).stdout).toContain('Login Succeeded')
    await expect(login('not this one at all')).rejects.toThrow(/invalid username\/password|unauthorized/i)
  })
})

async function untilUp(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const status = await fetch(url).then(
      (answer) => answer.status,
      () => 0,
    )
    if (status === 401) return
    await delay(50)
  }
  throw new Error('The registry did not come up with a sign-in.')
}
