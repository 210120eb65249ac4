import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseDigest } from '@/lib/oci/digest'
import { parseRepositoryName, parseTagName } from '@/lib/oci/name'
import { countingProxy } from '@/lib/testing/counting-proxy'
import { digestOf, pushBlob, pushImage } from '@/lib/testing/push'
import { type RunningRegistry, startRegistry } from '@/lib/testing/registry'
import { openRegistry } from './client'
import type { FetchedManifest, RegistryClient } from './types'

const LOOPBACK = { allowedCidrs: ['127.0.0.0/8'] }
const APP = parseRepositoryName('team/app')
const OTHER = parseRepositoryName('team/other')
const V1 = parseTagName('v1')
const V2 = parseTagName('v2')

const clientOf = ({ url }: RunningRegistry): RegistryClient =>
  openRegistry({ url, username: null, password: null, realmOrigin: null, caPem: null }, LOOPBACK)

async function manifestOf(client: RegistryClient, tag = V1): Promise<FetchedManifest> {
  const fetched = await client.getManifest(APP, tag)
  if (fetched.kind !== 'manifest') throw new Error('unchanged without a condition')
  return fetched
}

describe('writing to a registry', () => {
  let registry: RunningRegistry
  let client: RegistryClient

  beforeAll(async () => {
    registry = await startRegistry()
    client = clientOf(registry)
  })
  afterAll(async () => {
    await client.close()
    await registry.stop()
  })

  it('puts the same bytes under another tag and gets the same digest', async () => {
    await pushImage({ url: registry.url, repository: APP }, { tag: 'v1' })
    const content = await manifestOf(client)
    const digest = await client.putManifest({ repository: APP, reference: V2, content })
    expect(digest).toBe(content.digest)
    expect((await manifestOf(client, V2)).digest).toBe(content.digest)
  })

  it('is told when a manifest names a blob the registry does not hold', async () => {
    const content = await manifestOf(client)
    const put = client.putManifest({ repository: OTHER, reference: V1, content })
    await expect(put).rejects.toMatchObject({ code: 'blobs-gone' })
  })

  it('learns that distribution 2.x does not delete by tag, and deletes by digest', async () => {
    await pushImage({ url: registry.url, repository: APP }, { tag: 'gone', layers: ['only here'] })
    const tag = parseTagName('gone')
    expect(await client.deleteManifest(APP, tag)).toBe('digest-only')
    const { digest } = await manifestOf(client, tag)
    expect(await client.deleteManifest(APP, digest)).toBe('deleted')
    expect(await client.deleteManifest(APP, digest)).toBe('absent')
    await expect(client.getManifest(APP, tag)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('uploads a blob once and finds it again', async () => {
    const bytes = randomBytes(1000)
    expect(await client.hasBlob(OTHER, digestOf(bytes))).toBe(false)
    expect(await client.putBlob(OTHER, bytes)).toBe(digestOf(bytes))
    expect(await client.putBlob(OTHER, bytes)).toBe(digestOf(bytes))
    expect(await client.hasBlob(OTHER, digestOf(bytes))).toBe(true)
  })

  it('mounts a blob from another repository', async () => {
    const bytes = randomBytes(100_000)
    const digest = await pushBlob({ url: registry.url, repository: APP }, bytes)
    const copy = { from: APP, to: OTHER, digest, size: bytes.length }
    expect(await client.copyBlob(copy)).toBe('mounted')
    expect(await client.hasBlob(OTHER, digest)).toBe(true)
  })

  it('streams a blob through where the registry does not mount', async () => {
    const bytes = randomBytes(3_000_000)
    const digest = await pushBlob({ url: registry.url, repository: APP }, bytes)
    const proxy = await countingProxy(registry.url, { rewrite: (path) => path.replace(/mount=[^&]*&?/, '') })
    const unmounting = clientOf({ ...registry, url: proxy.url })
    try {
      const copy = { from: APP, to: OTHER, digest, size: bytes.length }
      expect(await unmounting.copyBlob(copy)).toBe('copied')
      expect(await client.hasBlob(OTHER, digest)).toBe(true)

      const short = unmounting.copyBlob({ ...copy, size: bytes.length - 1 })
      await expect(short).rejects.toMatchObject({ code: 'upstream-digest-mismatch' })
    } finally {
      await unmounting.close()
      await proxy.close()
    }
  })

  it('says so when the source of a copy does not hold the blob', async () => {
    const digest = parseDigest(`sha256:${randomBytes(32).toString('hex')}`)
    const copy = client.copyBlob({ from: APP, to: OTHER, digest, size: 10 })
    await expect(copy).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('a registry that takes no deletes', () => {
  it('says that they are switched off, for a digest and for nothing at all', async () => {
    const registry = await startRegistry({ deleteEnabled: false })
    const client = clientOf(registry)
    try {
      await pushImage({ url: registry.url, repository: APP }, { tag: 'v1' })
      const { digest } = await manifestOf(client)
      expect(await client.deleteManifest(APP, digest)).toBe('disabled')
      expect((await manifestOf(client)).digest).toBe(digest)
    } finally {
      await client.close()
      await registry.stop()
    }
  })
})
