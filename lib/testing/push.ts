import { createHash } from 'node:crypto'
import { request } from 'undici'
import { type Digest, parseDigest } from '@/lib/oci/digest'
import { MEDIA_TYPE } from '@/lib/oci/media-type'

/** Where test data is pushed to. */
export interface PushTarget {
  readonly url: string
  readonly repository: string
  /** `Basic …` or `Bearer …`. */
  readonly authorization?: string | undefined
}

export interface Pushed {
  readonly digest: Digest
  readonly size: number
  readonly mediaType: string
  readonly bytes: Buffer
}

export function digestOf(bytes: Uint8Array | string): Digest {
  return parseDigest(`sha256:${createHash('sha256').update(bytes).digest('hex')}`)
}

/** Uploads a blob in one piece. */
export async function pushBlob(target: PushTarget, bytes: Buffer): Promise<Digest> {
  const digest = digestOf(bytes)
  const started = await request(`${target.url}/v2/${target.repository}/blobs/uploads/`, {
    method: 'POST',
    headers: headersOf(target),
  })
  await started.body.dump()
  const location = new URL(String(started.headers.location), target.url)
  location.searchParams.set('digest', digest)
  const finished = await request(location, {
    method: 'PUT',
    body: bytes,
    headers: { ...headersOf(target), 'content-type': 'application/octet-stream' },
  })
  await expectCreated(finished)
  return digest
}

/** Puts a manifest of any kind, by tag or, without one, by its digest. */
export async function pushManifest(
  target: PushTarget,
  document: object,
  { mediaType, tag }: { readonly mediaType: string; readonly tag?: string | undefined },
): Promise<Pushed> {
  const bytes = Buffer.from(JSON.stringify(document))
  const digest = digestOf(bytes)
  const answer = await request(`${target.url}/v2/${target.repository}/manifests/${tag ?? digest}`, {
    method: 'PUT',
    body: bytes,
    headers: { ...headersOf(target), 'content-type': mediaType },
  })
  await expectCreated(answer)
  return { digest, size: bytes.length, mediaType, bytes }
}

/** A manifest as a list names it, for an architecture of linux where one is given. */
export const entryOf = ({ mediaType, digest, size }: Pushed, architecture?: string) => ({
  mediaType,
  digest,
  size,
  ...(architecture !== undefined && { platform: { os: 'linux', architecture } }),
})

/** An attestation as BuildKit lists it beside the image it is of. */
export const attestationEntryOf = (attestation: Pushed, image: Pushed) => ({
  ...entryOf(attestation),
  platform: { os: 'unknown', architecture: 'unknown' },
  annotations: {
    'vnd.docker.reference.type': 'attestation-manifest',
    'vnd.docker.reference.digest': image.digest,
  },
})

/** Puts an index of such entries. */
export function pushIndex(target: PushTarget, manifests: readonly object[], tag?: string): Promise<Pushed> {
  const mediaType = MEDIA_TYPE.ociIndex
  return pushManifest(target, { schemaVersion: 2, mediaType, manifests }, { mediaType, tag })
}

export interface ImageInput {
  readonly tag?: string | undefined
  /** One layer each; the text stands in for a tar. */
  readonly layers?: readonly string[]
  readonly config?: object
  /** Docker schema 2 instead of OCI. */
  readonly isDocker?: boolean
  readonly extra?: object
}

/** Pushes a small image: its layers, a config that matches them, and the manifest. */
export async function pushImage(target: PushTarget, input: ImageInput = {}): Promise<Pushed> {
  const contents = (input.layers ?? ['layer one']).map((text) => Buffer.from(text))
  const config = Buffer.from(
    JSON.stringify({
      os: 'linux',
      architecture: 'amd64',
      created: '2026-01-02T03:04:05Z',
      config: { Env: ['PATH=/usr/bin'] },
      rootfs: { type: 'layers', diff_ids: contents.map(digestOf) },
      history: contents.map((_, at) => ({ created_by: `RUN /bin/sh -c step ${at} # buildkit` })),
      ...input.config,
    }),
  )
  for (const blob of [...contents, config]) await pushBlob(target, blob)
  const mediaType = input.isDocker ? MEDIA_TYPE.dockerManifest : MEDIA_TYPE.ociManifest
  const layerType = input.isDocker
    ? 'application/vnd.docker.image.rootfs.diff.tar.gzip'
    : 'application/vnd.oci.image.layer.v1.tar'
  const document = {
    schemaVersion: 2,
    mediaType,
    config: {
      mediaType: input.isDocker ? MEDIA_TYPE.dockerConfig : MEDIA_TYPE.ociConfig,
      digest: digestOf(config),
      size: config.length,
    },
    layers: contents.map((bytes) => ({ mediaType: layerType, digest: digestOf(bytes), size: bytes.length })),
    ...input.extra,
  }
  return pushManifest(target, document, { mediaType, tag: input.tag })
}

function headersOf(target: PushTarget): Record<string, string> {
  return target.authorization === undefined ? {} : { authorization: target.authorization }
}

async function expectCreated(answer: Awaited<ReturnType<typeof request>>): Promise<void> {
  const text = await answer.body.text()
  if (answer.statusCode !== 201) throw new Error(`push answered ${answer.statusCode}: ${text.slice(0, 200)}`)
}
