import { MEDIA_TYPE } from '@/lib/oci/media-type'
import { type Pushed, type PushTarget, pushImage, pushManifest } from '@/lib/testing/push'

export interface PushedWorld {
  readonly image: Pushed
  readonly docker: Pushed
  readonly index: Pushed
  readonly child: Pushed
  readonly referrer: Pushed
  /** Repository → tag → digest. */
  readonly tags: Readonly<Record<string, Readonly<Record<string, string>>>>
}

const TAGS = ['1.0.0', '1.1.0', '2.0.0-rc.1', 'Latest', 'latest', '_under']

/** An image under several tags, a Docker image, an index with an attestation, a referrer, and enough for two pages. */
export async function pushWorld(place: Omit<PushTarget, 'repository'>): Promise<PushedWorld> {
  const app = { ...place, repository: 'team/app' }
  const multi = { ...place, repository: 'team/multi' }
  const image = await pushImage(app, { tag: 'latest', layers: ['base', 'app'] })
  for (const tag of TAGS) await putAgain(app, image, tag)
  const docker = await pushImage(
    { ...place, repository: 'bare' },
    { tag: '1', layers: ['base', 'docker'], isDocker: true },
  )
  const child = await pushImage(multi, { layers: ['base', 'multi'] })
  const attestation = await pushImage(multi, { layers: ['statement'] })
  const index = await pushManifest(
    multi,
    {
      schemaVersion: 2,
      mediaType: MEDIA_TYPE.ociIndex,
      manifests: [
        { ...entryOf(child), platform: { os: 'linux', architecture: 'amd64' } },
        {
          ...entryOf(attestation),
          platform: { os: 'unknown', architecture: 'unknown' },
          annotations: {
            'vnd.docker.reference.type': 'attestation-manifest',
            'vnd.docker.reference.digest': child.digest,
          },
        },
      ],
    },
    { mediaType: MEDIA_TYPE.ociIndex, tag: 'v1' },
  )
  const referrer = await pushImage(app, {
    layers: ['signature'],
    extra: { artifactType: 'application/vnd.example.signature', subject: entryOf(image) },
  })
  const digests = Object.fromEntries(TAGS.map((tag) => [tag, image.digest]))
  const tags = { 'team/app': digests, bare: { '1': docker.digest }, 'team/multi': { v1: index.digest } }
  return { image, docker, index, child, referrer, tags }
}

/** A referrers' list under its fallback tag, as a client writes it where there is no API. */
export async function pushFallback(place: Omit<PushTarget, 'repository'>, { image, referrer }: PushedWorld) {
  const artifactType = 'application/vnd.example.signature'
  await pushManifest(
    { ...place, repository: 'team/app' },
    {
      schemaVersion: 2,
      mediaType: MEDIA_TYPE.ociIndex,
      manifests: [{ ...entryOf(referrer), artifactType }],
    },
    { mediaType: MEDIA_TYPE.ociIndex, tag: image.digest.replace(':', '-') },
  )
}

function entryOf({ digest, size, mediaType }: Pushed) {
  return { mediaType, digest, size }
}

async function putAgain(target: PushTarget, { bytes, mediaType }: Pushed, tag: string): Promise<void> {
  await pushManifest(target, JSON.parse(bytes.toString('utf8')), { mediaType, tag })
}
