import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Digest } from '@/lib/oci/digest'
import { MEDIA_TYPE } from '@/lib/oci/media-type'
import { parseRepositoryName } from '@/lib/oci/name'
import { openRegistry } from '@/lib/registry/client'
import type { RegistryClient } from '@/lib/registry/types'
import { digestOf, type Pushed, pushBlob, pushImage, pushManifest } from '@/lib/testing/push'
import { type RunningRegistry, startRegistry } from '@/lib/testing/registry'
import { ATTESTATION_CHECKS } from '../rules/attestations/catalogue'
import type { Params } from '../rules/checks/check'
import { readAttestations } from './read-attestations'
import { verifySignature } from './verify-signature'

const repository = parseRepositoryName('team/signed')
const signal = new AbortController().signal
const ours = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const theirs = generateKeyPairSync('ed25519')
const pemOf = ({ publicKey }: { publicKey: KeyObject }) =>
  publicKey.export({ type: 'spki', format: 'pem' }).toString()
const SLSA = 'https://slsa.dev/provenance/v1'
const SIGN = 'https://sigstore.dev/cosign/sign/v1'
const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json'

let registry: RunningRegistry
let client: RegistryClient
beforeAll(async () => {
  registry = await startRegistry()
  const connection = { url: registry.url, username: null, password: null, realmOrigin: null, caPem: null }
  client = openRegistry(connection, { allowedCidrs: ['127.0.0.0/8'] })
})
afterAll(async () => {
  await client.close()
  await registry.stop()
})

const target = () => ({ url: registry.url, repository })
let serial = 0
const image = () => {
  serial += 1
  return pushImage(target(), { tag: `v${serial}`, layers: [`layer ${serial}`] })
}

/** An artifact of one text, in the shape tools give it. */
async function artifact(
  text: string,
  more: {
    readonly type: string
    readonly tag?: string
    readonly subject?: Pushed
    readonly annotations?: Readonly<Record<string, string>>
  },
): Promise<Pushed> {
  const [bytes, config] = [Buffer.from(text), Buffer.from('{}')]
  for (const blob of [bytes, config]) await pushBlob(target(), blob)
  const annotations = more.annotations ?? {}
  const { subject } = more
  const document = {
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.ociManifest,
    artifactType: more.type,
    config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: digestOf(config), size: config.length },
    layers: [{ mediaType: more.type, digest: digestOf(bytes), size: bytes.length, annotations }],
    ...(subject && { subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size } }),
  }
  return pushManifest(target(), document, { mediaType: MEDIA_TYPE.ociManifest, tag: more.tag })
}

const toolTag = (digest: Digest, suffix = '') => `${digest.replace(':', '-')}${suffix}`

/** Where there is no referrers API: an index under the fallback tag, as clients write it. */
async function refer(
  subject: Pushed,
  referrers: readonly (Pushed & { readonly type: string })[],
): Promise<void> {
  const manifests = referrers.map(({ digest, size, mediaType, type }) => ({
    digest,
    size,
    mediaType,
    artifactType: type,
  }))
  const document = { schemaVersion: 2, mediaType: MEDIA_TYPE.ociIndex, manifests }
  await pushManifest(target(), document, { mediaType: MEDIA_TYPE.ociIndex, tag: toolTag(subject.digest) })
}

const simpleSigning = (digest: string) =>
  JSON.stringify({
    critical: {
      identity: { 'docker-reference': repository },
      image: { 'docker-manifest-digest': digest },
      type: 'cosign container image signature',
    },
    optional: null,
  })

/** As `cosign sign` puts it: the text under a tag of its own, the signature beside it. */
async function cosignSign(subject: Pushed, claims = subject.digest): Promise<void> {
  const text = simpleSigning(claims)
  const signature = sign('sha256', Buffer.from(text), ours.privateKey).toString('base64')
  await artifact(text, {
    type: 'application/vnd.dev.cosign.simplesigning.v1+json',
    tag: toolTag(subject.digest, '.sig'),
    annotations: { 'dev.cosignproject.cosign/signature': signature },
  })
}

const statement = (digest: Digest, predicateType: string, predicate: object) =>
  JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: repository, digest: { sha256: digest.slice('sha256:'.length) } }],
    predicateType,
    predicate,
  })

function bundle(text: string, key: KeyObject): string {
  const payloadType = 'application/vnd.in-toto+json'
  const body = Buffer.from(text)
  const message = Buffer.concat([
    Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${body.length} `),
    body,
  ])
  const algorithm = key.asymmetricKeyType === 'ed25519' ? null : 'sha256'
  const sig = sign(algorithm, message, key).toString('base64')
  return JSON.stringify({
    mediaType: BUNDLE,
    dsseEnvelope: { payload: body.toString('base64'), payloadType, signatures: [{ sig }] },
  })
}

async function judge(digest: Digest, id: string, params: Params = {}) {
  const facts = await readAttestations(client, { repository, digest, signal })
  const check = ATTESTATION_CHECKS.find((one) => one.id === id)
  if (check === undefined) throw new Error(id)
  return check.run({ facts, images: [], verify: verifySignature }, { ...check.defaults, ...params }).outcome
}

const keys = (...pairs: readonly { publicKey: KeyObject }[]) => ({ keys: pairs.map(pemOf) })

describe('what is attached to a digest in a registry', () => {
  it('finds nothing where nothing is', async () => {
    const { digest } = await image()
    expect(await readAttestations(client, { repository, digest, signal })).toEqual({
      digest,
      members: [],
      attachments: [],
      isComplete: true,
    })
    expect(await judge(digest, 'ATT-001', keys(ours))).toBe('fail')
  })

  it('ATT-001: checks what cosign signed against the keys of the policy', async () => {
    const pushed = await image()
    await cosignSign(pushed)
    expect(await judge(pushed.digest, 'ATT-001', keys(ours))).toBe('pass')
    expect(await judge(pushed.digest, 'ATT-001', keys(theirs))).toBe('fail')
    expect(await judge(pushed.digest, 'ATT-001', keys(theirs, ours))).toBe('pass')
    expect(await judge(pushed.digest, 'ATT-001')).toBe('unknown')
    expect(await judge(pushed.digest, 'ATT-001', { keys: ['no key'] })).toBe('unknown')
  })

  it('ATT-001: does not take a good signature of another digest', async () => {
    const [pushed, other] = [await image(), await image()]
    await cosignSign(pushed, other.digest)
    expect(await judge(pushed.digest, 'ATT-001', keys(ours))).toBe('fail')
  })

  it.each([
    ['P-256', ours],
    ['Ed25519', theirs],
  ])('ATT-001: checks a Sigstore bundle that refers to the digest, by %s', async (_, pair) => {
    const pushed = await image()
    const text = bundle(statement(pushed.digest, SIGN, {}), pair.privateKey)
    const signature = await artifact(text, { type: BUNDLE, subject: pushed })
    await refer(pushed, [{ ...signature, type: BUNDLE }])
    expect(await judge(pushed.digest, 'ATT-001', keys(pair))).toBe('pass')
    expect(await judge(pushed.digest, 'ATT-001', keys(pair === ours ? theirs : ours))).toBe('fail')
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
    const index = await pushManifest(
      target(),
      {
        schemaVersion: 2,
        mediaType: MEDIA_TYPE.ociIndex,
        manifests: [
          { ...descriptorOf(child), platform: { os: 'linux', architecture: 'amd64' } },
          {
            ...descriptorOf(attestation),
            platform: { os: 'unknown', architecture: 'unknown' },
            annotations: {
              'vnd.docker.reference.type': 'attestation-manifest',
              'vnd.docker.reference.digest': child.digest,
            },
          },
        ],
      },
      { mediaType: MEDIA_TYPE.ociIndex, tag: 'multi' },
    )
    expect(await judge(index.digest, 'ATT-002')).toBe('pass')
    expect(await judge(index.digest, 'ATT-003', { builders: ['https://ci.example/builder'] })).toBe('pass')
    expect(await judge(index.digest, 'ATT-003', { builders: ['https://elsewhere'] })).toBe('fail')
    expect(await judge(index.digest, 'ATT-003', { mode: 'max' })).toBe('fail')
    const { attachments } = await readAttestations(client, { repository, digest: index.digest, signal })
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

function descriptorOf({ digest, size, mediaType }: Pushed) {
  return { digest, size, mediaType }
}
