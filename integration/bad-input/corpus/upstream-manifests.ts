import { expect } from 'vitest'
import { digestOf } from '@/lib/testing/push'
import { CONFIG, imageRoutes, imageWith, json } from '../harness/upstream'
import { type Findings, lie, type UpstreamRow } from '../harness/upstream-row'

const MANIFEST = '/v2/app/manifests/v1'
const IMAGE = 'application/vnd.oci.image.manifest.v1+json'
const INDEX = 'application/vnd.oci.image.index.v1+json'
const FINE = { problems: [], tags: ['v1'] } as const

/** The tag is listed and says why its manifest is not there. */
const unread = (
  code:
    | 'upstream-ambiguous'
    | 'upstream-invalid'
    | 'upstream-too-large'
    | 'upstream-digest-mismatch'
    | 'upstream-redirect'
    | 'upstream-encoding',
) => ({
  verify: ({ problems, tags }: Findings) => {
    expect(problems).toContain(code)
    expect(tags.map(({ name, digest }) => [name, digest])).toEqual([['v1', null]])
  },
})

const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: digestOf('layer'), size: 5 }
const config = {
  mediaType: 'application/vnd.oci.image.config.v1+json',
  digest: digestOf(JSON.stringify(CONFIG)),
  size: 5,
}
const manifest = (patch: object, type = IMAGE) => ({ [MANIFEST]: json(imageWith(patch), type) })
const METADATA = 'http://169.254.169.254/latest/meta-data'

export const manifestRows: readonly UpstreamRow[] = [
  lie(['U03.1', 'an image that is an index too'], manifest({ manifests: [] }), unread('upstream-ambiguous')),
  lie(
    ['U03.2', 'a type that is not the one it was sent as'],
    manifest({ mediaType: INDEX }),
    unread('upstream-ambiguous'),
  ),
  lie(
    ['U03.3', 'schema version 1 as an image'],
    manifest({ schemaVersion: 1 }),
    unread('upstream-ambiguous'),
  ),
  lie(
    ['U03.4', 'an image sent as an index'],
    manifest({ annotations: { row: 'U03.4' } }, INDEX),
    unread('upstream-ambiguous'),
  ),
  lie(
    ['U03.5', 'a config digest that climbs'],
    manifest({ config: { ...config, digest: 'sha256:../..' } }),
    unread('upstream-invalid'),
  ),
  lie(['U03.6', 'a size of -1'], manifest({ layers: [{ ...layer, size: -1 }] }), unread('upstream-invalid')),
  lie(
    ['U03.7', 'a size beyond exact numbers'],
    { [MANIFEST]: json(JSON.stringify(imageWith({})).replace('"size":5', '"size":9007199254740993'), IMAGE) },
    unread('upstream-invalid'),
  ),
  lie(
    ['U03.8', 'a size in words'],
    manifest({ layers: [{ ...layer, size: '5' }] }),
    unread('upstream-invalid'),
  ),
  lie(
    ['U03.9', 'a size of 1e400'],
    { [MANIFEST]: json(JSON.stringify(imageWith({})).replace('"size":5', '"size":1e400'), IMAGE) },
    unread('upstream-invalid'),
  ),
  lie(
    ['U03.10', '10,000 layers'],
    manifest({ layers: Array(10_000).fill(layer) }),
    unread('upstream-too-large'),
  ),
  lie(
    ['U03.11', 'addresses of layers elsewhere are not followed'],
    imageRoutes(imageWith({ layers: [{ ...layer, urls: [METADATA] }] })),
    FINE,
  ),
  lie(['U03.12', 'layers that are an object'], manifest({ layers: {} }), unread('upstream-invalid')),
  lie(['U03.13', 'a layer that is null'], manifest({ layers: [null] }), unread('upstream-invalid')),
  lie(
    ['U03.14', 'a type in HTML'],
    manifest({ layers: [{ ...layer, mediaType: '<img src=x>' }] }),
    unread('upstream-invalid'),
  ),
  lie(
    ['U03.15', 'five megabytes of manifest'],
    manifest({ annotations: { pad: 'x'.repeat(5_000_000) } }),
    unread('upstream-too-large'),
  ),
  lie(['U03.16', 'no manifest at all'], { [MANIFEST]: json('', IMAGE) }, unread('upstream-invalid')),
  lie(
    ['U03.17', 'a web page as a manifest'],
    { [MANIFEST]: json('<h1>hi</h1>', 'text/html') },
    unread('upstream-invalid'),
  ),
  lie(
    ['U03.18', 'depth 33'],
    { [MANIFEST]: json(`${'{"a":'.repeat(33)}1${'}'.repeat(33)}`, IMAGE) },
    unread('upstream-invalid'),
  ),
  lie(
    ['U03.19', 'a digest beside it that is not its own'],
    {
      [MANIFEST]: {
        ...json(imageWith({}), IMAGE),
        headers: { 'content-type': IMAGE, 'docker-content-digest': digestOf('other') },
      },
    },
    unread('upstream-digest-mismatch'),
  ),
  lie(
    ['U03.20', 'a config that is not what its digest says'],
    {
      ...imageRoutes(imageWith({ annotations: { n: 'U03.20' } }, { ...CONFIG, author: 'U03.20' })),
      [`/v2/app/blobs/${digestOf(JSON.stringify({ ...CONFIG, author: 'U03.20' }))}`]: json('{}'),
    },
    unread('upstream-digest-mismatch'),
  ),
  lie(
    ['U03.21', 'a type nobody knows is kept as an unknown thing'],
    { [MANIFEST]: json('{"a":1}', 'application/x-strange') },
    FINE,
  ),
]

const self = `sha256:${'a'.repeat(64)}`
const child = (digest: string, size = 5) => ({
  mediaType: IMAGE,
  digest,
  size,
  platform: { os: 'linux', architecture: 'amd64' },
})
const index = (manifests: readonly object[]) => ({ schemaVersion: 2, mediaType: INDEX, manifests })

/** Indexes in indexes, `depth` deep, all of them under their digests. */
function nested(depth: number): Record<string, ReturnType<typeof json>> {
  const routes: Record<string, ReturnType<typeof json>> = {}
  let below: object = index([])
  for (let level = 0; level < depth; level += 1) {
    const text = JSON.stringify(below)
    routes[`/v2/app/manifests/${digestOf(text)}`] = json(text, INDEX)
    below = index([{ mediaType: INDEX, digest: digestOf(text), size: text.length }])
  }
  return { ...routes, [MANIFEST]: json(below, INDEX) }
}

const asked = ({ upstream, id }: Findings) =>
  upstream.requestsTo(id).filter(({ method, path }) => method === 'GET' && path.includes('/manifests/sha256'))

export const indexRows: readonly UpstreamRow[] = [
  lie(
    ['U04.1', 'an index that answers for its own child'],
    ({ path }) => (path === MANIFEST || path.endsWith(self) ? json(index([child(self)]), INDEX) : undefined),
    unread('upstream-digest-mismatch'),
  ),
  lie(['U04.2', 'indexes five deep are read two deep'], nested(5), {
    ...FINE,
    verify: (findings) =>
      expect(new Set(asked(findings).map(({ path }) => path)).size).toBeLessThanOrEqual(2),
  }),
  lie(
    ['U04.3', '10,000 children are cut at a hundred'],
    {
      [MANIFEST]: json(
        index(Array.from({ length: 10_000 }, (_, at) => child(digestOf(`U04.3 ${at}`)))),
        INDEX,
      ),
    },
    {
      ...FINE,
      verify: (findings) =>
        expect(new Set(asked(findings).map(({ path }) => path)).size).toBeLessThanOrEqual(100),
    },
  ),
  lie(
    ['U04.4', 'a child that is not what its digest says'],
    {
      [MANIFEST]: json(index([child(digestOf('U04.4'))]), INDEX),
      [`/v2/app/manifests/${digestOf('U04.4')}`]: json(imageWith({}), IMAGE),
    },
    unread('upstream-digest-mismatch'),
  ),
  lie(
    ['U04.5', 'a child digest that climbs'],
    { [MANIFEST]: json(index([child('sha256:../../x')]), INDEX) },
    unread('upstream-invalid'),
  ),
  lie(
    ['U04.6', 'a child that is not there leaves the rest'],
    { [MANIFEST]: json(index([child(digestOf('U04.6'))]), INDEX) },
    FINE,
  ),
]
