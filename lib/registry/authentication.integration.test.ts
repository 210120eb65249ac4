import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Secret } from '@/lib/core/secret'
import { parseRepositoryName } from '@/lib/oci/name'
import { createCertificate } from '@/lib/testing/certificate'
import { codeOf } from '@/lib/testing/connecting'
import { type RunningRegistry, startRegistry } from '@/lib/testing/registry'
import { type StubAnswer, type StubRegistry, startStubRegistry, stubRoot } from '@/lib/testing/stub-registry'
import { startTokenServer, TOKEN_ISSUER, TOKEN_SERVICE, type TokenServer } from '@/lib/testing/token-server'
import { readAuthenticationDemand } from './authentication'
import { openRegistry } from './client'
import type { RegistryConnection } from './types'

const LOOPBACK = { allowedCidrs: ['127.0.0.0/8'] }
const CANARY = 'canary-password'
const app = parseRepositoryName('team/app')
const connectionTo = (url: string, more: Partial<RegistryConnection> = {}): RegistryConnection => ({
  url,
  username: 'assay',
  password: new Secret(CANARY),
  realmOrigin: null,
  caPem: null,
  ...more,
})

describe('a registry with a token realm', () => {
  let realm: TokenServer
  let registry: RunningRegistry
  beforeAll(async () => {
    realm = await startTokenServer(CANARY)
    registry = await startRegistry({
      token: {
        realm: realm.realm,
        service: TOKEN_SERVICE,
        issuer: TOKEN_ISSUER,
        certificatePem: realm.certificatePem,
      },
    })
  })
  afterAll(async () => {
    await registry.stop()
    await realm.stop()
  })

  it('says where it wants sign-ins before any credential is sent', async () => {
    expect(await readAuthenticationDemand(connectionTo(registry.url), LOOPBACK)).toMatchObject({
      scheme: 'bearer',
      realm: realm.realm,
    })
    expect(realm.authorizations).toHaveLength(0)
  })

  it('gets no credentials to a realm nobody confirmed', async () => {
    const client = openRegistry(connectionTo(registry.url), LOOPBACK)
    expect(await codeOf(client.listRepositories())).toBe('upstream-auth')
    expect(realm.authorizations).toHaveLength(0)
    await client.close()
  })

  it('is read with tokens of the confirmed realm, one for each scope', async () => {
    const client = openRegistry(connectionTo(registry.url, { realmOrigin: realm.url }), LOOPBACK)
    expect(await client.listRepositories()).toEqual({ repositories: [], skipped: 0 })
    await client.listRepositories()
    expect(realm.authorizations).toHaveLength(1)
    await codeOf(client.listTags(app))
    expect(realm.authorizations).toHaveLength(2)
    expect(await client.probe()).toMatchObject({
      authentication: 'bearer',
      catalog: 'yes',
      deleteEnabled: 'yes',
    })
    await client.close()
  })

  it('says so when the realm refuses the password', async () => {
    const wrong = { realmOrigin: realm.url, password: new Secret('wrong') }
    const client = openRegistry(connectionTo(registry.url, wrong), LOOPBACK)
    expect(await codeOf(client.listRepositories())).toBe('upstream-auth')
    await client.close()
  })
})

describe('a registry that lies about sign-in', () => {
  let stub: StubRegistry
  let thief: StubRegistry
  beforeAll(async () => {
    stub = await startStubRegistry()
    thief = await startStubRegistry(() => ({ body: '{"token":"stolen"}' }))
  })
  afterAll(async () => {
    await stub.stop()
    await thief.stop()
  })

  it('cannot collect the password at another address', async () => {
    stub.answer(() => ({
      status: 401,
      headers: { 'www-authenticate': `Bearer realm="${thief.url}/token",service="x"` },
    }))
    const client = openRegistry(connectionTo(stub.url), LOOPBACK)
    expect(await codeOf(client.listTags(app))).toBe('upstream-auth')
    expect(thief.requests).toHaveLength(0)
    await client.close()
  })

  it.each([
    'http://127.0.0.1:9/',
    'javascript:alert(1)',
    'http://a:b@127.0.0.1/token',
    `http://127.0.0.1/${'a'.repeat(3000)}`,
  ])('cannot name the realm %.40s', async (named) => {
    stub.answer(() => ({ status: 401, headers: { 'www-authenticate': `Bearer realm="${named}"` } }))
    const client = openRegistry(connectionTo(stub.url), LOOPBACK)
    expect(await codeOf(client.listTags(app))).toBe('realm-not-allowed')
    await client.close()
  })

  it('is asked for a new token once and then given up on', async () => {
    let refusals = 0
    let tokens = 0
    stub.answer(({ path }) => {
      if (path === '/token') {
        tokens += 1
        return { body: `{"token":"t${tokens}"}` }
      }
      refusals += 1
      return { status: 401, headers: { 'www-authenticate': `Bearer realm="${stub.url}/token"` } }
    })
    const client = openRegistry(connectionTo(stub.url), LOOPBACK)
    expect(await codeOf(client.listTags(app))).toBe('upstream-auth')
    expect({ refusals, tokens }).toEqual({ refusals: 3, tokens: 2 })
    await client.close()
  })

  it.each<[string, StubAnswer, string]>([
    ['without a token', { body: '{}' }, 'upstream-invalid'],
    ['with a line break in it', { body: '{"token":"a\\r\\nx: y"}' }, 'upstream-invalid'],
    ['of 5 MB', { body: `{"token":"${'a'.repeat(5_000_000)}"}` }, 'upstream-too-large'],
    ['that is a redirect', { status: 302, headers: { location: '/login' } }, 'upstream-redirect'],
    ['with a life of -1 s', { body: '{"token":"ok","expires_in":-1}' }, 'no failure'],
    ['with a life of 1e12 s', { body: '{"access_token":"ok","expires_in":1e12}' }, 'no failure'],
    ['with a life of “x”', { body: '{"token":"ok","expires_in":"x"}' }, 'no failure'],
  ])('a token answer %s', async (_, answer, code) => {
    stub.answer(({ path, headers }) => {
      if (path === '/token') return answer
      if (headers.authorization === 'Bearer ok') return { body: '{"tags":[]}' }
      return { status: 401, headers: { 'www-authenticate': `Bearer realm="${stub.url}/token"` } }
    })
    const client = openRegistry(connectionTo(stub.url), LOOPBACK)
    expect(await codeOf(client.listTags(app))).toBe(code)
    await client.close()
  })
})

describe('a registry with a certificate of its own', () => {
  it('is refused until its authority is given', async () => {
    const tls = createCertificate()
    const stub = await startStubRegistry((request) => stubRoot(request) ?? { body: '{"repositories":[]}' }, {
      tls,
    })
    const stranger = openRegistry(connectionTo(stub.url), LOOPBACK)
    expect(await codeOf(stranger.listRepositories())).toBe('upstream-tls')
    const friend = openRegistry(connectionTo(stub.url, { caPem: tls.cert }), LOOPBACK)
    expect(await friend.listRepositories()).toEqual({ repositories: [], skipped: 0 })
    await stranger.close()
    await friend.close()
    await stub.stop()
  })
})
