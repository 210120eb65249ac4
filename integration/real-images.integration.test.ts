import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseRepositoryName, parseTagName } from '@/lib/oci/name'
import { openRegistry } from '@/lib/registry/client'
import type { RegistryClient } from '@/lib/registry/types'
import { type RunningRegistry, startRegistry } from '@/lib/testing/registry'
import { pushRealImages, REAL_IMAGES, REAL_INDEX } from './real-images/images'
import { type Judge, openJudge, openToolbox, type Toolbox } from './real-images/toolbox'

let toolbox: Toolbox
let registry: RunningRegistry
let client: RegistryClient
let judge: Judge

beforeAll(async () => {
  toolbox = await openToolbox()
  registry = await startRegistry()
  await pushRealImages(toolbox, registry.url)
  judge = openJudge(toolbox, registry.url)
  client = openRegistry(
    { url: registry.url, username: null, password: null, realmOrigin: null, caPem: null },
    { allowedCidrs: ['127.0.0.0/8'] },
  )
}, 120_000)

afterAll(async () => {
  await client?.close()
  await registry?.stop()
  await toolbox?.remove()
})

async function fetchManifest(repository: string, tag: string) {
  const fetched = await client.getManifest(parseRepositoryName(repository), parseTagName(tag))
  if (fetched.kind !== 'manifest') throw new Error(`${repository}:${tag} came back without a body`)
  return fetched
}

describe('a manifest made by real tools', () => {
  it.each(REAL_IMAGES)(
    '$repository:$tag, $made, is read with the digest and bytes skopeo reads',
    async (image) => {
      const reference = `${image.repository}:${image.tag}`
      const fetched = await fetchManifest(image.repository, image.tag)

      expect(fetched.digest).toBe((await judge.inspect(reference)).Digest)
      expect(Buffer.from(fetched.bytes).toString()).toBe(await judge.raw(reference))
    },
  )

  it('is read as the index it is, not as one of its platforms', async () => {
    const reference = `${REAL_INDEX.repository}:${REAL_INDEX.tag}`
    const fetched = await fetchManifest(REAL_INDEX.repository, REAL_INDEX.tag)
    const raw = await judge.raw(reference)

    expect(fetched.digest).toBe(`sha256:${createHash('sha256').update(raw).digest('hex')}`)
    expect(fetched.mediaType).toBe('application/vnd.oci.image.index.v1+json')
  })

  it('lists the tags skopeo lists', async () => {
    const { tags } = await client.listTags(parseRepositoryName('apps/web'))

    expect(tags.toSorted()).toEqual((await judge.inspect('apps/web:1.0')).RepoTags.toSorted())
  })
})
