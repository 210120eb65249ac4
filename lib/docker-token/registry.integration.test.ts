import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { probeRegistry } from '@/lib/connections/use-cases/probe-registry'
import { openSqliteForTest } from '@/lib/testing/database'
import { pushImage } from '@/lib/testing/push'
import { type RunningRegistry, startRegistry } from '@/lib/testing/registry'
import { startTokenWorld, TOKEN_PASSWORD, type TokenWorld } from '@/lib/testing/token-world'
import { signingParts } from './active-signer'
import { ownTokens } from './own-tokens'
import type { Trust } from './signing-key'
import { readTrust } from './use-cases/read-trust'

const run = promisify(execFile)
/** A build of distribution 3, which Debian does not have. */
const DISTRIBUTION_3 = process.env.ASSAY_DISTRIBUTION_3 ?? '/usr/local/bin/registry'

interface Build {
  readonly name: string
  readonly program?: string | undefined
  readonly trust: Trust
  readonly isHere: boolean
}

const isThreeHere = existsSync(DISTRIBUTION_3)
const BUILDS: readonly Build[] = [
  { name: 'docker-registry 2.8', trust: 'certificates', isHere: true },
  { name: 'distribution 3', program: DISTRIBUTION_3, trust: 'certificates', isHere: isThreeHere },
  { name: 'distribution 3 with a JWKS', program: DISTRIBUTION_3, trust: 'jwks', isHere: isThreeHere },
]

describe.each(BUILDS)('$name that takes its tokens from Assay', ({ program, trust, isHere }) => {
  let world: TokenWorld
  let registry: RunningRegistry
  let host: string
  const stops: (() => Promise<void>)[] = []
  const directory = mkdtempSync(join(tmpdir(), 'assay-skopeo-'))

  beforeAll(async () => {
    if (!isHere) return
    const opened = await openSqliteForTest()
    stops.push(opened.close)
    world = await startTokenWorld({ db: opened.database, trust })
    stops.push(world.stop)
    registry = await startTokenRegistry(world, { program, trust })
    stops.push(registry.stop)
    host = new URL(registry.url).host
    await world.ctx.db.query.updateTable('registry').set({ url: registry.url }).execute()

    await world.person('vera', { grants: { 'team-a': 'viewer' } })
    await world.person('dave', { grants: { 'team-a': 'developer' } })
    await world.person('mia', { grants: { 'team-a': 'maintainer' } })
    await world.person('ada', { role: 'admin' })
    await world.person('olga', { role: 'auditor' })
    await pushImage(await asAssay('team-a/app'), { tag: 'v1', isDocker: true })
    await pushImage(await asAssay('team-b/app'), { tag: 'v1', isDocker: true })
  })
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop()
    rmSync(directory, { recursive: true, force: true })
  })

  async function asAssay(repository: string) {
    const source = ownTokens(world.registryId, world.origin, signingParts(world.ctx))
    const token = await source.issue({ service: 'main', scope: `repository:${repository}:pull,push` })
    return { url: registry.url, repository, authorization: `Bearer ${token?.value}` }
  }

  /** What a real client says; its words on failure. */
  async function skopeo(user: string, ...parameters: string[]): Promise<string> {
    return run('skopeo', ['--insecure-policy', ...parameters, ...credentialsOf(user, parameters)]).then(
      ({ stdout }) => stdout,
      (error: Error) => `FAILED ${error.message}`,
    )
  }
  const pull = (user: string, image: string) =>
    skopeo(user, 'inspect', '--raw', '--tls-verify=false', `docker://${host}/${image}`)
  const push = async (user: string, image: string) =>
    skopeo(user, 'copy', '--dest-tls-verify=false', `dir:${directory}/app`, `docker://${host}/${image}`)

  it.runIf(isHere)('lets a viewer pull and not push', async () => {
    expect(
      await skopeo(
        'vera',
        'copy',
        '--src-tls-verify=false',
        `docker://${host}/team-a/app:v1`,
        `dir:${directory}/app`,
      ),
    ).not.toContain('FAILED')
    expect(await push('vera', 'team-a/app:v2')).toMatch(
      /FAILED[\s\S]*(denied|unauthorized|authentication required)/i,
    )
  })

  it.runIf(isHere)('lets a developer push in the own namespace and nowhere else', async () => {
    expect(await push('dave', 'team-a/app:v2')).not.toContain('FAILED')
    expect(await push('dave', 'team-a/new/service:v1')).not.toContain('FAILED')
    expect(await push('dave', 'team-b/app:v2')).toContain('FAILED')
    expect(await push('dave', 'team-ab/app:v2')).toContain('FAILED')
    expect(await skopeo('dave', 'delete', '--tls-verify=false', `docker://${host}/team-a/app:v2`)).toContain(
      'FAILED',
    )
  })

  it.runIf(isHere)('shows nobody what is not theirs, and says the same of what is not there', async () => {
    const foreign = await pull('dave', 'team-b/app:v1')
    const absent = await pull('dave', 'team-b/nothing:v1')
    expect(foreign).toContain('FAILED')
    // skopeo writes the second into its messages.
    const said = (text: string) =>
      text.replaceAll(/team-b\/(?:app|nothing)/g, 'X').replaceAll(/time="[^"]*"/g, '')
    expect(said(foreign)).toBe(said(absent))
    expect(await pull('', 'team-a/app:v1')).toContain('FAILED')
  })

  it.runIf(isHere)('lets an auditor read everything and write nothing', async () => {
    expect(await pull('olga', 'team-b/app:v1')).not.toContain('FAILED')
    expect(await push('olga', 'team-b/app:v3')).toContain('FAILED')
  })

  it.runIf(isHere)('lets a maintainer delete, as skopeo asks for it', async () => {
    expect(await push('dave', 'team-a/gone:v1')).not.toContain('FAILED')
    expect(
      await skopeo('mia', 'delete', '--tls-verify=false', `docker://${host}/team-a/gone:v1`),
    ).not.toContain('FAILED')
  })

  it.runIf(isHere)('gives the catalog to admins alone', async () => {
    const catalog = (user: string) => withToken(user, 'registry:catalog:*', '/v2/_catalog')
    expect(await catalog('ada')).toMatchObject({
      status: 200,
      body: { repositories: expect.arrayContaining(['team-b/app']) },
    })
    for (const user of ['vera', 'mia', 'olga']) expect((await catalog(user)).status).toBe(401)
  })

  it.runIf(isHere)('is indexed by Assay without any credentials', async () => {
    const probed = await probeRegistry(world.ctx, 'main')
    expect(probed.capabilities).toMatchObject({ authentication: 'bearer', catalog: 'yes' })
    expect(probed.realmOrigin).toBeNull()
    const client = await world.ctx.registries.client(world.registryId)
    const names = (await client.listRepositories()).repositories
    expect(names).toContain('team-b/app')
    await client.close()
  })

  async function withToken(user: string, scope: string, path: string) {
    const answer = await fetch(`${world.origin}/api/token?service=main&scope=${encodeURIComponent(scope)}`, {
      headers: { authorization: `Basic ${btoa(`${user}:${TOKEN_PASSWORD}`)}` },
    })
    const { token } = await answer.json()
    const response = await fetch(`${registry.url}${path}`, { headers: { authorization: `Bearer ${token}` } })
    return { status: response.status, body: await response.json() }
  }
})

async function startTokenRegistry(
  world: TokenWorld,
  build: Pick<Build, 'program' | 'trust'>,
): Promise<RunningRegistry> {
  const { bundle, jwks } = await readTrust(world.ctx)
  const trust = build.trust === 'jwks' ? { jwks: JSON.stringify(jwks) } : { certificatePem: bundle }
  return startRegistry({
    ...(build.program !== undefined && { program: build.program }),
    token: { realm: `${world.origin}/api/token`, service: 'main', issuer: world.origin, ...trust },
  })
}

function credentialsOf(user: string, parameters: readonly string[]): string[] {
  const flag = (name: string) =>
    user === ''
      ? [`--${name === 'creds' ? '' : `${name.slice(0, -5)}`}no-creds`]
      : [`--${name}`, `${user}:${TOKEN_PASSWORD}`]
  if (parameters[0] !== 'copy') return flag('creds')
  return parameters.includes('--src-tls-verify=false') ? flag('src-creds') : flag('dest-creds')
}
