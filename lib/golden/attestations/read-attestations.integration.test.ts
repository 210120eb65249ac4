import { describe, expect, it } from 'vitest'
import { MEDIA_TYPE } from '@/lib/oci/media-type'
import {
  artifact,
  attachedTo,
  BUNDLE,
  cosignSign,
  image,
  judge,
  keys,
  ours,
  refer,
  SLSA,
  signedRegistry,
  statement,
  target,
} from '@/lib/testing/attestation-world'
import { attestationEntryOf, digestOf, entryOf, pushBlob, pushIndex, pushManifest } from '@/lib/testing/push'

signedRegistry()

describe('what is attached to a digest in a registry', () => {
  it('finds nothing where nothing is', async () => {
    const { digest } = await image()
    expect(await attachedTo(digest)).toEqual({
      digest,
      members: [],
      attachments: [],
      isComplete: true,
    })
    expect(await judge(digest, 'ATT-001', keys(ours))).toBe('fail')
  })

  it('ATT-002, ATT-003: reads what BuildKit puts into an index, for each image of it', async () => {
    const child = await image()
    const predicate = {
      buildDefinition: { buildType: 'https://github.com/moby/buildkit/x', externalParameters: {} },
      runDetails: {
        builder: { id: 'https://ci.example/builder' },
        metadata: { buildkit_metadata: { vcs: { source: 'https://git.example/app', revision: 'abcdef1' } } },
      },
    }
    const layers = [
      { type: SLSA, text: statement(child.digest, SLSA, predicate) },
      { type: 'https://spdx.dev/Document', text: statement(child.digest, 'https://spdx.dev/Document', {}) },
    ]
    for (const { text } of layers) await pushBlob(target(), Buffer.from(text))
    const config = Buffer.from('{}')
    await pushBlob(target(), config)
    const attestation = await pushManifest(
      target(),
      {
        schemaVersion: 2,
        mediaType: MEDIA_TYPE.ociManifest,
        config: { mediaType: MEDIA_TYPE.ociConfig, digest: digestOf(config), size: config.length },
        layers: layers.map(({ type, text }) => ({
          mediaType: 'application/vnd.in-toto+json',
          digest: digestOf(text),
          size: Buffer.byteLength(text),
          annotations: { 'in-toto.io/predicate-type': type },
        })),
      },
      { mediaType: MEDIA_TYPE.ociManifest },
    )
    const listed = [entryOf(child, 'amd64'), attestationEntryOf(attestation, child)]
    const index = await pushIndex(target(), listed, 'multi')
    expect(await judge(index.digest, 'ATT-002')).toBe('pass')
    expect(await judge(index.digest, 'ATT-003', { builders: ['https://ci.example/builder'] })).toBe('pass')
    expect(await judge(index.digest, 'ATT-003', { builders: ['https://elsewhere'] })).toBe('fail')
    expect(await judge(index.digest, 'ATT-003', { mode: 'max' })).toBe('fail')
    const { attachments } = await attachedTo(index.digest)
    expect(attachments.find(({ kind }) => kind === 'provenance')?.provenance).toEqual({
      builder: 'https://ci.example/builder',
      mode: 'min',
      sources: [{ uri: 'https://git.example/app', revision: 'abcdef1' }],
    })
  })

  it('ATT-005: takes no text that is not what its type says, and lets it hide nothing else', async () => {
    const pushed = await image()
    const broken = await artifact('no JSON', { type: BUNDLE, subject: pushed })
    const type = 'application/vnd.openvex+json'
    const empty = await artifact('{}', { type, subject: pushed })
    await refer(pushed, [
      { ...broken, type: BUNDLE },
      { ...empty, type },
    ])
    await cosignSign(pushed)
    expect(await judge(pushed.digest, 'ATT-005')).toBe('unknown')
    const product = [{ '@id': `pkg:oci/app@${pushed.digest}` }]
    const statements = [{ vulnerability: { name: 'CVE-2026-1' }, products: product, status: 'fixed' }]
    const document = {
      '@context': 'https://openvex.dev/ns/v0.2.0',
      timestamp: '2026-01-01T00:00:00Z',
      statements,
    }
    const vex = await artifact(JSON.stringify(document), { type, subject: pushed })
    await refer(pushed, [
      { ...broken, type: BUNDLE },
      { ...vex, type },
    ])
    expect(await judge(pushed.digest, 'ATT-005')).toBe('pass')
    expect(await judge(pushed.digest, 'ATT-001', keys(ours))).toBe('pass')
  })
})
