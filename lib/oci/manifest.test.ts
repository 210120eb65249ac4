import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/core/errors'
import { CHILDREN_MAX, parseManifest } from './manifest'
import { MEDIA_TYPE } from './media-type'

const digest = (seed: string) => `sha256:${seed.repeat(64).slice(0, 64)}`
const layer = (more: object = {}) => ({
  mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
  digest: digest('b'),
  size: 10,
  ...more,
})
const image = (more: object = {}) => ({
  schemaVersion: 2,
  mediaType: MEDIA_TYPE.ociManifest,
  config: { mediaType: MEDIA_TYPE.ociConfig, digest: digest('a'), size: 5 },
  layers: [layer()],
  ...more,
})
const index = (manifests: unknown, more: object = {}) => ({
  schemaVersion: 2,
  mediaType: MEDIA_TYPE.ociIndex,
  manifests,
  ...more,
})
const child = (more: object = {}) => ({
  mediaType: MEDIA_TYPE.ociManifest,
  digest: digest('c'),
  size: 7,
  platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
  ...more,
})
const bytesOf = (document: unknown) => new TextEncoder().encode(JSON.stringify(document))
const parse = (document: unknown, type: string = MEDIA_TYPE.ociManifest) =>
  parseManifest(bytesOf(document), type)

describe('what a manifest is', () => {
  const withConfig = (mediaType: string, more: object = {}) =>
    image({ config: { mediaType, digest: digest('a'), size: 2 }, ...more })

  it.each<[string, object]>([
    ['image', image()],
    ['image', image({ mediaType: undefined })],
    ['image', image({ layers: null })],
    ['helm', withConfig(MEDIA_TYPE.helmConfig)],
    ['artifact', withConfig(MEDIA_TYPE.ociEmpty, { artifactType: 'application/spdx+json' })],
    ['artifact', withConfig('application/vnd.wasm.config.v0+json')],
    ['attestation', image({ layers: [layer({ mediaType: MEDIA_TYPE.inToto })] })],
    ['attestation', image({ artifactType: MEDIA_TYPE.dockerAttestation })],
    ['signature', image({ artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json' })],
    [
      'signature',
      image({ layers: [layer({ mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json' })] }),
    ],
    ['signature', image({ artifactType: 'application/vnd.cncf.notary.signature' })],
  ])('%s', (kind, document) => {
    expect(parse(document).kind).toBe(kind)
  })

  it('schema 1 and unknown types are known by their type only', () => {
    expect(parse({ schemaVersion: 1, fsLayers: [] }, MEDIA_TYPE.schema1Signed).kind).toBe('schema1')
    expect(parse({ any: 'thing' }, 'application/vnd.oci.artifact.manifest.v1+json').kind).toBe('unknown')
  })
})

describe('an index', () => {
  it('names its platforms and folds what attests', () => {
    const attestation = child({
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: {
        'vnd.docker.reference.type': 'attestation-manifest',
        'vnd.docker.reference.digest': digest('c'),
      },
    })
    const parsed = parse(index([child(), attestation, child({ platform: undefined })]), MEDIA_TYPE.ociIndex)
    if (parsed.form !== 'index') throw new Error('expected an index')
    expect(parsed.children.map(({ platform, attests }) => [platform, attests])).toEqual([
      ['linux/arm64/v8', null],
      [null, digest('c')],
      [null, null],
    ])
  })

  it('is read up to its limit and says that there is more', () => {
    const many = Array.from({ length: 10_000 }, () => child())
    const parsed = parse(index(many), MEDIA_TYPE.ociIndex)
    if (parsed.form !== 'index') throw new Error('expected an index')
    expect(parsed.children).toHaveLength(CHILDREN_MAX)
    expect(parsed.isTruncated).toBe(true)
  })

  it.each([[[]], [null]])('may be empty: %s', (manifests) => {
    expect(parse(index(manifests), MEDIA_TYPE.ociIndex)).toMatchObject({ children: [], isTruncated: false })
  })
})

describe('a manifest is refused', () => {
  it.each<[string, unknown, string, string]>([
    [
      'as image and index in one',
      { ...image(), manifests: [child()] },
      MEDIA_TYPE.ociManifest,
      'upstream-ambiguous',
    ],
    ['as index with layers', { ...index([child()]), layers: [] }, MEDIA_TYPE.ociIndex, 'upstream-ambiguous'],
    ['as index with a config', { ...index([]), config: null }, MEDIA_TYPE.ociIndex, 'upstream-ambiguous'],
    ['of another type than it came as', image(), MEDIA_TYPE.dockerManifest, 'upstream-ambiguous'],
    [
      'as image that is an index',
      index([child()], { mediaType: undefined }),
      MEDIA_TYPE.ociManifest,
      'upstream-ambiguous',
    ],
    [
      'of schema 1 under a newer type',
      image({ schemaVersion: 1 }),
      MEDIA_TYPE.ociManifest,
      'upstream-ambiguous',
    ],
    ['with schema 1 layers', image({ fsLayers: [] }), MEDIA_TYPE.ociManifest, 'upstream-ambiguous'],
    ['without layers', image({ layers: undefined }), MEDIA_TYPE.ociManifest, 'upstream-invalid'],
    ['without config', image({ config: undefined }), MEDIA_TYPE.ociManifest, 'upstream-invalid'],
    [
      'with a path for a digest',
      image({ layers: [layer({ digest: 'sha256:../..' })] }),
      MEDIA_TYPE.ociManifest,
      'upstream-invalid',
    ],
    [
      'with a negative size',
      image({ layers: [layer({ size: -1 })] }),
      MEDIA_TYPE.ociManifest,
      'upstream-invalid',
    ],
    [
      'with a size past 2^53',
      image({ layers: [layer({ size: 2 ** 53 + 2 })] }),
      MEDIA_TYPE.ociManifest,
      'upstream-invalid',
    ],
    [
      'with a size in words',
      image({ layers: [layer({ size: '10' })] }),
      MEDIA_TYPE.ociManifest,
      'upstream-invalid',
    ],
    [
      'with 10,000 layers',
      image({ layers: Array.from({ length: 10_000 }, () => layer()) }),
      MEDIA_TYPE.ociManifest,
      'upstream-too-large',
    ],
    [
      'as both under a type nobody knows',
      { layers: [], manifests: [] },
      'application/vnd.x+json',
      'upstream-ambiguous',
    ],
    ['that is a list', [], MEDIA_TYPE.ociManifest, 'upstream-invalid'],
    ['that is null', null, MEDIA_TYPE.ociManifest, 'upstream-invalid'],
  ])('%s', (...[, document, type, code]) => {
    expect(() => parse(document, type)).toThrow(expect.objectContaining({ code }))
  })

  it('nested deeper than 32', () => {
    const deep = new TextEncoder().encode(`{"a":${'['.repeat(40)}${']'.repeat(40)}}`)
    expect(() => parseManifest(deep, MEDIA_TYPE.ociManifest)).toThrow(
      expect.objectContaining({ code: 'upstream-invalid' }),
    )
  })

  it('that is not UTF-8', () => {
    expect(() => parseManifest(new Uint8Array([0x22, 0xff, 0x22]), MEDIA_TYPE.ociManifest)).toThrow(AppError)
  })
})

describe('whatever a registry sends', () => {
  it('does not carry the addresses a descriptor names', () => {
    const parsed = parse(image({ layers: [layer({ urls: ['http://169.254.169.254/'] })] }))
    expect(JSON.stringify(parsed)).not.toContain('169.254')
  })

  it('is a manifest or a failure with a code, never a crash', () => {
    const types = Object.values(MEDIA_TYPE)
    const shapes = fc.oneof(
      fc.json({ maxDepth: 6 }),
      fc
        .record({ config: fc.jsonValue(), layers: fc.jsonValue(), annotations: fc.jsonValue() })
        .map((more) => JSON.stringify(image(more))),
      fc.jsonValue().map((manifests) => JSON.stringify(index(manifests))),
    )
    fc.assert(
      fc.property(shapes, fc.constantFrom(...types), (text, type) => {
        try {
          parseManifest(new TextEncoder().encode(text), type)
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
        }
      }),
    )
  })
})
