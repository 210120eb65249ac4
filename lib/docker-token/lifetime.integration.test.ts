import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { revokeToken } from '@/lib/access/use-cases/revoke-token'
import { openSqliteForTest } from '@/lib/testing/database'
import { pushImage } from '@/lib/testing/push'
import { type RunningRegistry, startRegistry } from '@/lib/testing/registry'
import { startTokenWorld, TOKEN_PASSWORD, type TokenWorld } from '@/lib/testing/token-world'
import { signingParts } from './active-signer'
import { makeKey } from './new-key'
import { ownTokens } from './own-tokens'
import { openSigner } from './signing-key'

const SCOPE = 'repository:team-a/app:pull'
const TAGS = '/v2/team-a/app/tags/list'
const seconds = (count: number) => count * 1000

describe('how long a token opens a real registry', () => {
  let world: TokenWorld
  let registry: RunningRegistry
  let offsetMs = 0
  const stops: (() => Promise<void>)[] = []

  beforeAll(async () => {
    const opened = await openSqliteForTest()
    stops.push(opened.close)
    world = await startTokenWorld({ db: opened.database, clock: { now: () => Date.now() + offsetMs } })
    stops.push(world.stop)
    registry = await startRegistry({
      token: {
        realm: `${world.origin}/api/token`,
        service: 'main',
        issuer: world.origin,
        certificatePem: await world.bundle(),
      },
    })
    stops.push(registry.stop)
    const source = ownTokens(world.registryId, world.origin, signingParts(world.ctx))
    const token = await source.issue({ service: 'main', scope: 'repository:team-a/app:pull,push' })
    const target = { url: registry.url, repository: 'team-a/app', authorization: `Bearer ${token?.value}` }
    await pushImage(target, { tag: 'v1' })
  })
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop()
  })

  async function issueAt(offset: number, password = TOKEN_PASSWORD, user = 'vera'): Promise<string> {
    offsetMs = offset
    try {
      const answer = await fetch(`${world.origin}/api/token?service=main&scope=${SCOPE}`, {
        headers: { authorization: `Basic ${btoa(`${user}:${password}`)}` },
      })
      return String((await answer.json()).token)
    } finally {
      offsetMs = 0
    }
  }

  async function opens(token: string): Promise<boolean> {
    const { status } = await fetch(registry.url + TAGS, { headers: { authorization: `Bearer ${token}` } })
    expect([200, 401]).toContain(status)
    return status === 200
  }

  it('is 180 s at the very most, whatever the moment a right was taken away', async () => {
    const vera = await world.person('vera', { grants: { 'team-a': 'viewer' } })
    expect(await opens(await issueAt(-seconds(175)))).toBe(true)
    expect(await opens(await issueAt(-seconds(182)))).toBe(false)

    const before = await issueAt(0)
    await world.ctx.db.query.deleteFrom('access_grant').where('principal_id', '=', vera).execute()
    const [, claims = ''] = before.split('.')
    const { exp, iat, access } = JSON.parse(Buffer.from(claims, 'base64url').toString())
    expect(access).toEqual([{ type: 'repository', name: 'team-a/app', actions: ['pull'] }])
    expect(exp - iat + 60).toBe(180)
    expect(await opens(await issueAt(0))).toBe(false)
  })

  it.each([
    [-60, true],
    [60, true],
    [-185, false],
    [75, false],
  ])('survives clocks that are %i s apart: %s', async (apart, isOpen) => {
    await world.person(`clock${apart}`, { grants: { 'team-a': 'viewer' } })
    expect(await opens(await issueAt(seconds(apart), TOKEN_PASSWORD, `clock${apart}`))).toBe(isOpen)
  })

  it('ends for an API token with the next one asked for after it is revoked', async () => {
    const owner = await world.person('ci', { grants: { 'team-a': 'viewer' } })
    const { id, text } = await world.apiToken(owner, 'viewer', 'team-a')
    expect(await opens(await issueAt(0, text, 'anything'))).toBe(true)
    await revokeToken(world.ctx, id)
    expect(await issueAt(0, text, 'anything')).toBe('undefined')
  })

  describe('of somebody else’s making', () => {
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
    const claims = (change: object = {}) => {
      const now = Math.floor(Date.now() / 1000)
      const access = [{ type: 'repository', name: 'team-a/app', actions: ['pull'] }]
      return {
        iss: world.origin,
        aud: 'main',
        sub: 'x',
        exp: now + 60,
        nbf: now - 10,
        iat: now,
        jti: 'x',
        access,
        ...change,
      }
    }

    it('opens nothing without a signature, or with one made of our public key', async () => {
      const bundle = await world.bundle()
      const none = `${encode({ typ: 'JWT', alg: 'none' })}.${encode(claims())}.`
      expect(await opens(none)).toBe(false)
      const text = `${encode({ typ: 'JWT', alg: 'HS256' })}.${encode(claims())}`
      const mac = createHmac('sha256', bundle).update(text).digest('base64url')
      expect(await opens(`${text}.${mac}`)).toBe(false)
    })

    it('opens nothing by a key of its own, however that is named or sent along', async () => {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const forged = (header: object) => {
        const text = `${encode({ typ: 'JWT', alg: 'ES256', ...header })}.${encode(claims())}`
        const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' })
        return `${text}.${signature.toString('base64url')}`
      }
      expect(await opens(forged({ kid: 'another' }))).toBe(false)
      expect(await opens(forged({ jwk: publicKey.export({ format: 'jwk' }) }))).toBe(false)

      const { kid, certificatePem, privateKeySealed } = makeKey(world.ctx, 'next')
      const place = { table: 'docker_token_key', row: kid, column: 'private_key_sealed' }
      const privateKeyPem = signingParts(world.ctx).unsealAt(place, privateKeySealed)
      const unknown = openSigner({ kid, certificatePem, privateKeyPem })
      expect(await opens(unknown.sign(claims(), 'certificates'))).toBe(false)
    })

    it('opens nothing for another audience or issuer, or past its end', async () => {
      const { activeSigner } = await import('./active-signer')
      const signer = await activeSigner(signingParts(world.ctx))
      const now = Math.floor(Date.now() / 1000)
      expect(await opens(signer.sign(claims(), 'certificates'))).toBe(true)
      for (const change of [{ aud: ['main'] }, { aud: 'other' }, { iss: 'other' }, { exp: now - 61 }]) {
        expect(await opens(signer.sign(claims(change), 'certificates'))).toBe(false)
      }
    })
  })
})
