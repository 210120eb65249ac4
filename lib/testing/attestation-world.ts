import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { readAttestations } from '@/lib/golden/attestations/read-attestations'
import { verifySignature } from '@/lib/golden/attestations/verify-signature'
import { ATTESTATION_CHECKS } from '@/lib/golden/rules/attestations/catalogue'
import type { Params } from '@/lib/golden/rules/checks/check'
import type { Digest } from '@/lib/oci/digest'
import { MEDIA_TYPE } from '@/lib/oci/media-type'
import { parseRepositoryName } from '@/lib/oci/name'
import { openRegistry } from '@/lib/registry/client'
import type { RegistryClient } from '@/lib/registry/types'
import { digestOf, entryOf, type Pushed, pushBlob, pushImage, pushIndex, pushManifest } from './push'
import { type RunningRegistry, startRegistry } from './registry'

export const repository = parseRepositoryName('team/signed')
const signal = new AbortController().signal
export const ours = generateKeyPairSync('ec', { namedCurve: 'P-256' })
export const theirs = generateKeyPairSync('ed25519')
const pemOf = ({ publicKey }: { publicKey: KeyObject }) =>
  publicKey.export({ type: 'spki', format: 'pem' }).toString()
export const SLSA = 'https://slsa.dev/provenance/v1'
export const SIGN = 'https://sigstore.dev/cosign/sign/v1'
export const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json'

/** A registry without the referrers API for the tests of a file, and a client of it. */
export function signedRegistry(): void {
  beforeAll(async () => {
    registry = await startRegistry()
    const connection = { url: registry.url, username: null, password: null, realmOrigin: null, caPem: null }
    client = openRegistry(connection, { allowedCidrs: ['127.0.0.0/8'] })
  })
  afterAll(async () => {
    await client.close()
    await registry.stop()
  })
}
let registry: RunningRegistry
let client: RegistryClient

export const target = () => ({ url: registry.url, repository })
let serial = 0
export const image = () => {
  serial += 1
  return pushImage(target(), { tag: `v${serial}`, layers: [`layer ${serial}`] })
}

/** An artifact of one text, in the shape tools give it. */
export async function artifact(
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
export async function refer(
  subject: Pushed,
  referrers: readonly (Pushed & { readonly type: string })[],
): Promise<void> {
  const manifests = referrers.map((one) => ({ ...entryOf(one), artifactType: one.type }))
  await pushIndex(target(), manifests, toolTag(subject.digest))
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
export async function cosignSign(subject: Pushed, claims = subject.digest): Promise<void> {
  const text = simpleSigning(claims)
  const signature = sign('sha256', Buffer.from(text), ours.privateKey).toString('base64')
  await artifact(text, {
    type: 'application/vnd.dev.cosign.simplesigning.v1+json',
    tag: toolTag(subject.digest, '.sig'),
    annotations: { 'dev.cosignproject.cosign/signature': signature },
  })
}

export const statement = (digest: Digest, predicateType: string, predicate: object) =>
  JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: repository, digest: { sha256: digest.slice('sha256:'.length) } }],
    predicateType,
    predicate,
  })

export function bundle(text: string, key: KeyObject): string {
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

export const attachedTo = (digest: Digest) => readAttestations(client, { repository, digest, signal })

/** What a check makes of what is attached to a digest. */
export async function judge(digest: Digest, id: string, params: Params = {}) {
  const facts = await attachedTo(digest)
  const check = ATTESTATION_CHECKS.find((one) => one.id === id)
  if (check === undefined) throw new Error(id)
  return check.run({ facts, images: [], verify: verifySignature }, { ...check.defaults, ...params }).outcome
}

export const keys = (...pairs: readonly { publicKey: KeyObject }[]) => ({ keys: pairs.map(pemOf) })
