import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Secret } from '@/lib/core/secret'
import { parseConfig } from '@/lib/oci/config'
import { parseDigest } from '@/lib/oci/digest'
import { parseManifest } from '@/lib/oci/manifest'
import { MEDIA_TYPE } from '@/lib/oci/media-type'
import { parseRepositoryName, parseTagName } from '@/lib/oci/name'
import { digestOf, pushBlob, pushImage, pushManifest } from '@/lib/testing/push'
import { REGISTRY_ACCOUNT, type RunningRegistry, startRegistry } from '@/lib/testing/registry'
import { type StubScript, startStubRegistry, stubRoot } from '@/lib/testing/stub-registry'
import { openRegistry } from './client'
import { RegistryNotFoundError } from './errors'
import type { RegistryClient, RegistryConnection } from './types'

const LOOPBACK = { allowedCidrs: ['127.0.0.0/8'] }
const connectionTo = (url: string, more: Partial<RegistryConnection> = {}): RegistryConnection => ({
  url,
  username: null,
  password: null,
  realmOrigin: null,
  caPem: null,
  ...more,
})
const app = parseRepositoryName('team/app')

describe('an open registry', () => {
  let registry: RunningRegistry
  let client: RegistryClient

  beforeAll(async () => {
    registry = await startRegistry()
    client = openRegistry(connectionTo(registry.url), LOOPBACK)
  })
  afterAll(async () => {
    await client.close()
    await registry.stop()
  })

  it('lists no repository as an empty list', async () => {
    expect(await client.listRepositories()).toEqual({ repositories: [], skipped: 0 })
  })

  it('reads an image by tag and by digest with its config, verified', async () => {
    const pushed = await pushImage({ url: registry.url, repository: app }, { tag: 'v1', layers: ['a', 'b'] })

    const byTag = await client.getManifest(app, parseTagName('v1'))
    const byDigest = await client.getManifest(app, pushed.digest)
    if (byTag.kind !== 'manifest') throw new Error('expected a manifest')

    expect(byTag).toEqual(byDigest)
    expect(Buffer.from(byTag.bytes).equals(pushed.bytes)).toBe(true)
    const parsed = parseManifest(byTag.bytes, byTag.mediaType)
    if (parsed.form !== 'image') throw new Error('expected an image')
    expect(parsed.layers.map((layer) => layer.digest)).toEqual([digestOf('a'), digestOf('b')])
    const config = parseConfig(await client.getBlob(app, parsed.config.digest, { bytesMax: 8_000_000 }))
    expect(config).toMatchObject({ platform: 'linux/amd64', diffIds: [digestOf('a'), digestOf('b')] })
  })

  it('keeps a Docker schema 2 image what it is instead of having it rewritten', async () => {
    const pushed = await pushImage({ url: registry.url, repository: app }, { tag: 'docker', isDocker: true })
    const fetched = await client.getManifest(app, parseTagName('docker'))
    expect(fetched).toMatchObject({ digest: pushed.digest, mediaType: MEDIA_TYPE.dockerManifest })
  })

  it('says unchanged for a tag whose digest is known already', async () => {
    const pushed = await pushImage({ url: registry.url, repository: app }, { tag: 'same' })
    const again = await client.getManifest(app, parseTagName('same'), { ifNoneMatch: pushed.digest })
    expect(again).toEqual({ kind: 'unchanged' })
  })

  it('does not take “unchanged” for a digest, which a registry says of deleted manifests too', async () => {
    const absent = parseDigest(`sha256:${'0'.repeat(64)}`)
    await expect(client.getManifest(app, absent, { ifNoneMatch: absent })).rejects.toThrow(
      RegistryNotFoundError,
    )
  })

  it('tells an absent repository, tag, digest and blob from a failure', async () => {
    const absent = parseDigest(`sha256:${'1'.repeat(64)}`)
    await expect(client.listTags(parseRepositoryName('no/such'))).rejects.toThrow(RegistryNotFoundError)
    await expect(client.getManifest(app, parseTagName('nope'))).rejects.toThrow(RegistryNotFoundError)
    await expect(client.getManifest(app, absent)).rejects.toThrow(RegistryNotFoundError)
    await expect(client.getBlob(app, absent, { bytesMax: 100 })).rejects.toThrow(RegistryNotFoundError)
  })

  it('refuses a blob over its limit', async () => {
    const digest = await pushBlob({ url: registry.url, repository: app }, Buffer.alloc(1000, 'x'))
    await expect(client.getBlob(app, digest, { bytesMax: 999 })).rejects.toMatchObject({
      code: 'upstream-too-large',
    })
    expect((await client.getBlob(app, digest, { bytesMax: 1000 })).length).toBe(1000)
  })

  it('lists every tag once, and none of a repository that lost its last', async () => {
    const gone = parseRepositoryName('team/gone')
    const target = { url: registry.url, repository: gone }
    const { digest } = await pushImage(target, { tag: 'only' })
    await pushImage(target, { tag: 'also' })
    expect([...(await client.listTags(gone)).tags].sort()).toEqual(['also', 'only'])

    await fetch(`${registry.url}/v2/${gone}/manifests/${digest}`, { method: 'DELETE' })
    expect(await client.listTags(gone)).toEqual({ tags: [], skipped: 0 })
  })

  it('finds repositories the catalog loses between pages', async () => {
    const names = ['lost', 'lost/1abc', 'lost/2abc', 'lost/bar', 'lost-bar'].map(parseRepositoryName)
    for (const repository of names) await pushBlob({ url: registry.url, repository }, Buffer.from('x'))
    const { repositories } = await client.listRepositories()
    expect(repositories).toEqual(expect.arrayContaining(names))
    expect(new Set(repositories).size).toBe(repositories.length)
  })

  it('reads referrers from the fallback tag where there is no referrers API', async () => {
    const target = { url: registry.url, repository: 'team/signed' }
    const repository = parseRepositoryName(target.repository)
    const image = await pushImage(target, { tag: 'v1' })
    expect(await client.listReferrers(repository, image.digest)).toEqual({ source: 'none', referrers: [] })

    const referrer = await pushImage(target, { extra: { artifactType: 'application/vnd.example.sbom' } })
    const entry = {
      mediaType: referrer.mediaType,
      digest: referrer.digest,
      size: referrer.size,
      artifactType: 'application/vnd.example.sbom',
    }
    await pushManifest(
      target,
      { schemaVersion: 2, mediaType: MEDIA_TYPE.ociIndex, manifests: [entry] },
      { mediaType: MEDIA_TYPE.ociIndex, tag: image.digest.replace(':', '-') },
    )
    expect(await client.listReferrers(repository, image.digest)).toEqual({
      source: 'fallback-tag',
      referrers: [{ ...entry, annotations: {} }],
    })
  })

  it('reports what it can do, and writes nothing to find out', async () => {
    const tagsBefore = await client.listTags(app)
    const capabilities = await client.probe()

    expect(capabilities).toMatchObject({
      catalog: 'yes',
      tagPaging: 'no',
      deleteEnabled: 'yes',
      deleteByTag: 'no',
      referrersApi: 'no',
      mount: 'yes',
      conditionalGet: 'yes',
      authentication: 'anonymous',
      realm: null,
      server: 'registry/2.0',
    })
    expect(Math.abs(capabilities.clockSkewMs ?? Number.NaN)).toBeLessThan(2_000)
    expect(await client.listTags(app)).toEqual(tagsBefore)
  })
})

describe('the clock of a registry', () => {
  const at = (aheadMs: number) => new Date(Date.now() + aheadMs).toUTCString()

  it.each([
    ['five minutes ahead', () => at(300_000), 300_000],
    ['an hour behind', () => at(-3_600_000), -3_600_000],
    ['garbage', () => 'yesterday', null],
  ])('is compared with ours: %s', async (_, date, expected) => {
    const script: StubScript = (request) => {
      const answer = stubRoot(request)
      return answer && { ...answer, headers: { ...answer.headers, date: date() } }
    }
    const stub = await startStubRegistry(script)
    const client = openRegistry(connectionTo(stub.url), LOOPBACK)
    try {
      const { clockSkewMs } = await client.probe()
      if (expected === null || clockSkewMs === null) expect(clockSkewMs).toBe(expected)
      else expect(Math.abs(clockSkewMs - expected)).toBeLessThan(2_000)
    } finally {
      await client.close()
      await stub.stop()
    }
  })
})

describe('an empty registry with deletes disabled', () => {
  it('is told apart, with what cannot be known left unknown', async () => {
    const registry = await startRegistry({ deleteEnabled: false })
    const client = openRegistry(connectionTo(registry.url), LOOPBACK)
    try {
      expect(await client.probe()).toMatchObject({
        catalog: 'yes',
        deleteEnabled: 'no',
        deleteByTag: 'unknown',
        mount: 'unknown',
        tagPaging: 'unknown',
        conditionalGet: 'unknown',
      })
    } finally {
      await client.close()
      await registry.stop()
    }
  })
})

describe('a registry with passwords', () => {
  let registry: RunningRegistry
  beforeAll(async () => {
    registry = await startRegistry({ htpasswd: true })
  })
  afterAll(() => registry.stop())

  it('is read with the right password', async () => {
    const { username, password } = REGISTRY_ACCOUNT
    const client = openRegistry(
      connectionTo(registry.url, { username, password: new Secret(password) }),
      LOOPBACK,
    )
    expect(await client.listRepositories()).toEqual({ repositories: [], skipped: 0 })
    expect(await client.probe()).toMatchObject({ authentication: 'basic', catalog: 'yes' })
    await client.close()
  })

  it.each([
    ['no password', null],
    ['a wrong password', new Secret('wrong')],
  ])('fails as an authentication problem with %s', async (_, password) => {
    const username = password === null ? null : REGISTRY_ACCOUNT.username
    const client = openRegistry(connectionTo(registry.url, { username, password }), LOOPBACK)
    await expect(client.listRepositories()).rejects.toMatchObject({ code: 'upstream-auth' })
    await client.close()
  })
})

describe('the egress guard', () => {
  it.each(['http://127.0.0.1:9999', 'http://localhost:9999', 'http://[::1]:9999'])(
    'does not connect to %s unless the operator allows it',
    async (url) => {
      const client = openRegistry(connectionTo(url), { allowedCidrs: [] })
      await expect(client.listRepositories()).rejects.toMatchObject({ code: 'upstream-blocked' })
      await client.close()
    },
  )
})
