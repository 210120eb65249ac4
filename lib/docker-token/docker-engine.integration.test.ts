import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { revokeToken } from '@/lib/access/use-cases/revoke-token'
import { openSqliteForTest } from '@/lib/testing/database'
import { type DockerEngine, findDockerRoot, startDockerEngine } from '@/lib/testing/docker-engine'
import { type RunningRegistry, startRegistry } from '@/lib/testing/registry'
import { startTokenWorld, TOKEN_PASSWORD, type TokenWorld } from '@/lib/testing/token-world'

const root = findDockerRoot()

/** A tar archive needs two empty blocks at its end, and may hold nothing before them. */
const EMPTY_TAR = Buffer.alloc(1024)

describe.skipIf(root === null)('a real Docker Engine', () => {
  let world: TokenWorld
  let registry: RunningRegistry
  let engine: DockerEngine
  let host: string
  const stops: (() => Promise<void>)[] = []

  beforeAll(async () => {
    const opened = await openSqliteForTest()
    stops.push(opened.close)
    world = await startTokenWorld({ db: opened.database })
    stops.push(world.stop)
    const realm = `${world.origin}/api/token`
    const certificatePem = await world.bundle()
    registry = await startRegistry({
      token: { realm, service: 'main', issuer: world.origin, certificatePem },
    })
    stops.push(registry.stop)
    host = new URL(registry.url).host
    engine = await startDockerEngine(root ?? '/')
    stops.push(engine.stop)
    await world.person('vera', { grants: { 'team-a': 'viewer' } })
    writeFileSync(join(engine.directory, 'empty.tar'), EMPTY_TAR)
    await engine.docker(
      engine.directory,
      'import',
      join(engine.directory, 'empty.tar'),
      `${host}/team-a/app:v1`,
    )
  })
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop()
  })

  /** A user of the client, signed in. */
  async function signIn(user: string, password: string) {
    const config = join(engine.directory, `config-${user}`)
    mkdirSync(config, { recursive: true })
    await engine.docker(config, 'login', '--username', user, '--password', password, host)
    return (...parameters: string[]) => engine.docker(config, ...parameters)
  }

  it('signs in, keeps what it was given, and gets no token to keep in its place', async () => {
    await signIn('vera', TOKEN_PASSWORD)
    const kept = JSON.parse(readFileSync(join(engine.directory, 'config-vera/config.json'), 'utf8'))
    expect(kept.auths[host]).toEqual({ auth: btoa(`vera:${TOKEN_PASSWORD}`) })
    await expect(signIn('vera', 'not the password at all')).rejects.toThrow(/unauthorized/i)
  })

  it('pushes and pulls by the grants of Assay, with a password and with an API token', async () => {
    const dave = await world.person('dave', { grants: { 'team-a': 'developer' } })
    const asDave = await signIn('dave', TOKEN_PASSWORD)
    await asDave('push', `${host}/team-a/app:v1`)
    await asDave('tag', `${host}/team-a/app:v1`, `${host}/team-b/app:v1`)
    await expect(asDave('push', `${host}/team-b/app:v1`)).rejects.toThrow(/denied/)

    const asVera = await signIn('vera', TOKEN_PASSWORD)
    await asVera('pull', `${host}/team-a/app:v1`)
    await expect(asVera('push', `${host}/team-a/app:v1`)).rejects.toThrow(/denied/)
    await expect(asVera('pull', `${host}/team-b/app:v1`)).rejects.toThrow(/denied/)

    const { id, text } = await world.apiToken(dave, 'developer', 'team-a')
    const asMachine = await signIn('ci', text)
    await asMachine('push', `${host}/team-a/app:v1`)
    await revokeToken(world.ctx, id)
    await expect(asMachine('push', `${host}/team-a/app:v1`)).rejects.toThrow(/unauthorized|denied/)
  })
})
