import { expect, it } from 'vitest'
import { buildContext } from '@/lib/testing/context'
import { countingProxy } from '@/lib/testing/counting-proxy'
import { eachDatabase, type OpenTestDatabase } from '@/lib/testing/database'
import { addTestRegistry, crawlNow, poolTo, REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { entryOf, pushImage, pushIndex } from '@/lib/testing/push'
import { startRegistry } from '@/lib/testing/registry'
import { getLayerHistory } from './use-cases/get-layer-history'
import { getManifest } from './use-cases/get-manifest'
import { getRawManifest } from './use-cases/get-raw-manifest'

const place = (digest: string) => ({ registry: REGISTRY_NAME, repository: 'multi', digest })

async function crawledIndex(open: OpenTestDatabase) {
  const registry = await startRegistry()
  const target = { url: registry.url, repository: 'multi' }
  const image = await pushImage(target, { layers: ['image'] })
  const attestation = await pushImage(target, { layers: ['statement'] })
  const annotations = {
    'vnd.docker.reference.type': 'attestation-manifest',
    'vnd.docker.reference.digest': image.digest,
  }
  const manifests = [entryOf(image, 'amd64'), { ...entryOf(attestation), annotations }]
  const index = await pushIndex(target, manifests, '1')
  const elsewhere = await pushImage({ ...target, repository: 'other' }, { tag: '1', layers: ['other'] })

  const proxy = await countingProxy(registry.url)
  const db = await open()
  await addTestRegistry(db, proxy.url)
  const registries = poolTo(proxy.url)
  await crawlNow({ db, registries })
  proxy.take()
  const stop = async () => {
    await registries.close()
    await proxy.close()
    await registry.stop()
  }
  return { ctx: buildContext({ db, registries }), db, proxy, stop, index, attestation, elsewhere }
}

eachDatabase('a manifest an index lists but the crawl left alone', (open) => {
  it('is fetched by its digest when opened, and once for ever', async () => {
    const { ctx, proxy, stop, index, attestation } = await crawledIndex(open)
    const before = await getManifest(ctx, place(index.digest))
    expect(before.children.map((child) => child.kind)).toEqual(['image', null])

    const raw = await getRawManifest(ctx, place(attestation.digest))

    expect(raw.body).toBe(attestation.bytes.toString())
    expect(proxy.take().map((call) => call.path)).toContain(`/v2/multi/manifests/${attestation.digest}`)
    const opened = await getManifest(ctx, place(attestation.digest))
    expect(opened.parents).toEqual([{ digest: index.digest, tags: ['1'] }])
    const history = await getLayerHistory(ctx, place(attestation.digest))
    expect(history.layers).toHaveLength(1)
    expect(proxy.take()).toEqual([])

    const after = await getManifest(ctx, place(index.digest))
    expect(after.children.map((child) => child.kind)).toEqual(['image', opened.manifest.kind])
    expect(after.manifest).toEqual(before.manifest)
    await stop()
  })

  it('says that the registry is away, and opens once it is back', async () => {
    const { ctx, db, stop, attestation } = await crawledIndex(open)
    const dead = poolTo('http://127.0.0.1:9')
    const cutOff = buildContext({ db, registries: dead })

    const refused = getManifest(cutOff, place(attestation.digest))
    await expect(refused).rejects.toMatchObject({ code: 'upstream-unreachable', status: 502 })

    expect((await getManifest(ctx, place(attestation.digest))).manifest.digest).toBe(attestation.digest)
    await dead.close()
    await stop()
  })

  it('asks nothing about a digest the repository is not known to hold', async () => {
    const { ctx, proxy, stop, elsewhere } = await crawledIndex(open)
    for (const digest of [elsewhere.digest, `sha256:${'0'.repeat(64)}`]) {
      await expect(getManifest(ctx, place(digest))).rejects.toMatchObject({ code: 'not-found' })
    }
    expect(proxy.take()).toEqual([])
    await stop()
  })
})
