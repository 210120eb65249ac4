import { expect, it } from 'vitest'
import { parseManifest } from '@/lib/oci/manifest'
import { MEDIA_TYPE } from '@/lib/oci/media-type'
import { neededBlobs, putOrder, remedyOf } from './missing'

const digest = (of: string) => `sha256:${of.repeat(64)}`
const layer = (of: string, mediaType = 'application/vnd.oci.image.layer.v1.tar+gzip') => ({
  mediaType,
  digest: digest(of),
  size: 1,
})

it('asks for the config and each layer once, and not for layers that are stored elsewhere', () => {
  const body = {
    schemaVersion: 2,
    config: { mediaType: MEDIA_TYPE.ociConfig, digest: digest('c'), size: 2 },
    layers: [
      layer('a'),
      layer('a'),
      layer('b', 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip'),
      layer('d', 'application/vnd.oci.image.layer.nondistributable.v1.tar'),
    ],
  }
  const manifest = parseManifest(Buffer.from(JSON.stringify(body)), MEDIA_TYPE.ociManifest)
  expect(neededBlobs(manifest).map((blob) => [blob.kind, blob.digest])).toEqual([
    ['config', digest('c')],
    ['layer', digest('a')],
  ])
})

it.each([
  ['repair', [{ digest: 'm', kind: 'manifest' as const }], ['m']],
  ['push-again', [{ digest: 'm', kind: 'manifest' as const }], []],
  [
    'push-again',
    [
      { digest: 'm', kind: 'manifest' as const },
      { digest: 'l', kind: 'layer' as const },
    ],
    ['m', 'l'],
  ],
])('says %s', (remedy, parts, kept) => {
  expect(remedyOf(parts, new Set(kept))).toBe(remedy)
})

it('puts what an index lists before the index, and the tagged one last', () => {
  const of = (name: string, mediaType: string) => ({ digest: name, mediaType })
  const order = putOrder(
    [of('root', MEDIA_TYPE.ociIndex), of('inner', MEDIA_TYPE.ociIndex), of('image', MEDIA_TYPE.ociManifest)],
    'root',
  )
  expect(order.map((manifest) => manifest.digest)).toEqual(['image', 'inner', 'root'])
})
