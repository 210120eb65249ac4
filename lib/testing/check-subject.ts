import { IMAGE_CHECKS } from '@/lib/golden/rules/checks/catalogue'
import type { ImageFacts, Params, SubjectFacts } from '@/lib/golden/rules/checks/check'
import type { ImageConfig } from '@/lib/oci/config'
import { parseDigest } from '@/lib/oci/digest'
import type { ImageManifest } from '@/lib/oci/manifest'
import { MEDIA_TYPE } from '@/lib/oci/media-type'

export const NOW = Date.parse('2026-11-21T00:00:00Z')
export const DAY_MS = 24 * 60 * 60 * 1000
const DIGEST = parseDigest(`sha256:${'a'.repeat(64)}`)
export const LABEL = 'org.opencontainers.image.'

export const descriptor = (mediaType: string) => ({
  digest: DIGEST,
  mediaType,
  size: 10,
  artifactType: null,
  annotations: {},
})
const LAYER = descriptor('application/vnd.oci.image.layer.v1.tar+gzip')

const configOf = (more: Partial<ImageConfig> = {}): ImageConfig => ({
  os: 'linux',
  architecture: 'amd64',
  variant: null,
  platform: 'linux/amd64',
  author: null,
  createdAt: NOW - DAY_MS,
  user: '10001',
  workingDir: null,
  stopSignal: null,
  entrypoint: ['/app'],
  cmd: [],
  env: [],
  labels: {},
  exposedPorts: [],
  volumes: [],
  healthcheck: [],
  onBuild: [],
  diffIds: null,
  history: [],
  ...more,
})
export const manifestOf = (more: Partial<ImageManifest> = {}): ImageManifest => ({
  form: 'image',
  mediaType: MEDIA_TYPE.ociManifest,
  kind: 'image',
  artifactType: null,
  subject: null,
  annotations: {},
  config: descriptor(MEDIA_TYPE.ociConfig),
  layers: [LAYER, LAYER],
  ...more,
})
export const imageOf = (
  config: Partial<ImageConfig> | null = {},
  more: Partial<ImageFacts> = {},
): ImageFacts => ({
  platform: 'linux/amd64',
  manifest: manifestOf(),
  config: config === null ? null : configOf(config),
  ...more,
})
export const subjectOf = (more: Partial<SubjectFacts> = {}): SubjectFacts => ({
  mediaType: MEDIA_TYPE.ociManifest,
  images: [imageOf()],
  annotations: {},
  totalSize: 1_000_000,
  tags: [{ name: '1.0', hasMoved: false }],
  currentSize: null,
  baseLabels: null,
  now: NOW,
  ...more,
})
export const ofConfig = (config: Partial<ImageConfig> | null) => subjectOf({ images: [imageOf(config)] })
export const ofSteps = (...steps: string[]) =>
  ofConfig({
    history: steps.map((createdBy) => ({ createdAt: null, createdBy, comment: null, isEmpty: false })),
  })
export const run = (command: string) =>
  ofSteps('/bin/sh -c #(nop) ADD file:1 in / ', `RUN /bin/sh -c ${command} # buildkit`)
export const dockerImage = (config: Partial<ImageConfig>) =>
  subjectOf({
    images: [imageOf(config, { manifest: manifestOf({ config: descriptor(MEDIA_TYPE.dockerConfig) }) })],
  })
export const ofTwo = (arm: Partial<ImageConfig> | null) =>
  subjectOf({ images: [imageOf(), imageOf(arm, { platform: 'linux/arm64' })] })
export const fullLabels = {
  [`${LABEL}source`]: 'https://git.example/team/app',
  [`${LABEL}revision`]: 'a1b2c3d4',
  [`${LABEL}version`]: '1.2.3',
  [`${LABEL}created`]: '2026-11-20T00:00:00Z',
  [`${LABEL}licenses`]: 'Apache-2.0',
  [`${LABEL}vendor`]: 'Example',
  [`${LABEL}title`]: 'app',
}

/** What a check says with its own parameters and these. */
export function answer(id: string, subject: SubjectFacts, params: Params = {}) {
  const check = IMAGE_CHECKS.find((one) => one.id === id)
  if (check === undefined) throw new Error(`There is no check ${id}.`)
  return check.run(subject, { ...check.defaults, ...params })
}
