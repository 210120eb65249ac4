import { buildArtifact, buildChart } from '../artifact'
import { jsonContent, type Manifest } from '../content'
import { buildSteps, cmd, copy, entrypoint, env, label, run } from '../dockerfile'
import { binaryTree, sourceTree } from '../files'
import { buildImage, type Image } from '../image'
import { buildFallbackIndex, buildIndex, nestIndexes, type Referrer } from '../image-index'
import { buildLayer } from '../layer'
import { SIGNATURE, SPDX } from '../media-types'
import type { Random } from '../random'
import type { Bases } from './bases'
import { VENDOR } from './bases'
import { imageFor, newestBefore, type Push, type Release, type RepositoryPlan } from './release'
import { STORY_END } from './schedule'

const LINUX = { architecture: 'amd64', os: 'linux' }

/** What every registry of some age has: the shapes a console must not stumble over. */
export async function buildOddities(random: Random, bases: Bases): Promise<RepositoryPlan[]> {
  const base = imageFor(newestBefore(bases.base, STORY_END), 'amd64')
  return Promise.all([
    squashed(random.fork('squashed'), base),
    withoutHistory(random.fork('history')),
    withoutCreated(random.fork('created'), base),
    configOnlyChild(base),
    charts(random.fork('charts')),
    nested(random.fork('nested'), base),
    longTag(base),
    retired(random.fork('retired'), base),
    bareName(random.fork('hello')),
    bundle(random.fork('bundle')),
  ])
}

async function squashed(random: Random, base: Image): Promise<RepositoryPlan> {
  const files = binaryTree(random, { folder: 'opt/legacy', extension: 'so', count: 6, bytesEach: 60_000 })
  const image = buildImage({
    from: null,
    steps: [{ command: '/bin/sh -c #(nop) ADD file:squashed in /', layer: await buildLayer(files) }],
    platform: LINUX,
    createdAt: new Date('2025-02-03T10:00:00Z'),
    format: 'docker',
  })
  const rebuilt = buildImage({
    from: base,
    steps: await buildSteps('classic', [run('/opt/legacy/install.sh', files), cmd(['/opt/legacy/run'])]),
    platform: LINUX,
    createdAt: new Date('2026-08-03T10:00:00Z'),
    format: 'docker',
  })
  return {
    name: 'legacy-portal',
    pushes: [...tagged(image, '2025.02', '2025.02-squashed'), ...tagged(rebuilt, '2026.08', 'latest')],
  }
}

async function withoutHistory(random: Random): Promise<RepositoryPlan> {
  const layers = await Promise.all(
    ['bin', 'lib', 'etc'].map((folder) =>
      buildLayer(binaryTree(random.fork(folder), { folder, extension: 'bin', count: 2, bytesEach: 20_000 })),
    ),
  )
  const recipe = {
    from: null,
    steps: layers.map((layer, index) => ({ command: `bazel build //image:layer_${index}`, layer })),
    platform: LINUX,
    createdAt: new Date('2026-04-01T12:00:00Z'),
    format: 'oci',
  } as const
  return {
    name: 'tools/bazel-runner',
    pushes: [
      ...tagged(buildImage({ ...recipe, history: 'missing' }), '7.1.0', 'latest'),
      ...tagged(buildImage({ ...recipe, history: 'short' }), '7.2.0-rc.1'),
    ],
  }
}

async function withoutCreated(random: Random, base: Image): Promise<RepositoryPlan> {
  const image = buildImage({
    from: base,
    steps: await buildSteps('buildkit', [
      copy('. /src', sourceTree(random, { folder: 'src', extension: 'go', count: 12, bytesEach: 3000 })),
    ]),
    platform: LINUX,
    createdAt: null,
    format: 'oci',
  })
  return { name: 'tools/reproducible-build', pushes: tagged(image, 'v1', 'v1.0', 'reproducible') }
}

async function configOnlyChild(base: Image): Promise<RepositoryPlan> {
  const children = await Promise.all(
    ['dev', 'staging', 'production'].map(async (stage, index) => ({
      stage,
      image: buildImage({
        from: base,
        steps: await buildSteps('buildkit', [
          env({ FERNHILL_STAGE: stage, HTTP_PROXY: `http://proxy.${stage}.fernhill.example:3128` }),
          label({ 'com.fernhill.stage': stage, 'com.fernhill.note': 'Don’t page <b>anybody</b> on Sundays' }),
        ]),
        platform: LINUX,
        createdAt: new Date(Date.UTC(2026, 9, 5 + index, 9)),
        format: 'oci',
        annotations: { 'org.opencontainers.image.base.name': 'platform/base:latest' },
      }),
    })),
  )
  return {
    name: 'platform/base-configured',
    pushes: children.flatMap(({ stage, image }) => tagged(image, stage)),
  }
}

async function charts(random: Random): Promise<RepositoryPlan> {
  const versions = ['0.9.0', '1.0.0', '1.1.0', '1.2.0']
  const built = await Promise.all(
    versions.map(async (version) => {
      const files = sourceTree(random.fork(version), {
        folder: 'web-service/templates',
        extension: 'yaml',
        count: 6,
        bytesEach: 1500,
      })
      const manifest = buildChart({
        name: 'web-service',
        version,
        archive: await buildLayer(files),
        annotations: {
          'org.opencontainers.image.title': 'web-service',
          'org.opencontainers.image.vendor': VENDOR,
        },
      })
      return { version, manifest }
    }),
  )
  return {
    name: 'platform/charts/web-service',
    pushes: built.flatMap(({ version, manifest }) => tagged(manifest, version)),
  }
}

async function nested(random: Random, base: Image): Promise<RepositoryPlan> {
  const variants = await Promise.all(
    ['gateway', 'edge'].map(async (variant) => {
      const files = binaryTree(random.fork(variant), {
        folder: 'opt',
        extension: 'bin',
        count: 1,
        bytesEach: 30_000,
      })
      const image = (architecture: string, os: string) =>
        buildSteps('buildkit', [copy(`${variant} /opt/`, files), entrypoint([`/opt/${variant}`])]).then(
          (steps) =>
            buildImage({
              from: os === 'linux' ? base : null,
              steps,
              platform: { architecture, os },
              createdAt: new Date('2026-06-11T15:30:00Z'),
              format: 'oci',
            }),
        )
      return buildIndex([await image('amd64', 'linux'), await image('amd64', 'windows')], 'none')
    }),
  )
  return {
    name: 'platform/ci/runner',
    pushes: [
      ...tagged(nestIndexes(variants), '3.0.0', 'latest'),
      ...variants.flatMap((index, position) =>
        tagged(index, position === 0 ? '3.0.0-gateway' : '3.0.0-edge'),
      ),
    ],
  }
}

async function longTag(base: Image): Promise<RepositoryPlan> {
  const branch =
    'feature-PAY-18231_support-partial-refunds-across-settlement-batches.rebased-onto-main.retry-after-flaky-network.build-0'
  return { name: 'payments/preview', pushes: tagged(base, branch.padEnd(120, '0').slice(0, 120), 'pr-18231') }
}

/** Everything in it lost its tag: the catalog still lists it. */
async function retired(random: Random, base: Image): Promise<RepositoryPlan> {
  const image = buildImage({
    from: base,
    steps: await buildSteps('classic', [
      copy('portal /srv', sourceTree(random, { folder: 'srv', extension: 'php', count: 5, bytesEach: 2000 })),
    ]),
    platform: LINUX,
    createdAt: new Date('2025-01-30T16:00:00Z'),
    format: 'docker',
  })
  return { name: 'archive/partner-portal', pushes: [{ manifest: image, reference: image.digest }] }
}

async function bareName(random: Random): Promise<RepositoryPlan> {
  const small = (platform: { architecture: string; os: string; variant?: string }) =>
    buildSteps('classic', [
      copy(
        'hello /',
        binaryTree(random.fork(JSON.stringify(platform)), {
          folder: '.',
          extension: 'bin',
          count: 1,
          bytesEach: 2000,
        }),
      ),
      cmd(['/hello']),
    ]).then((steps) =>
      buildImage({
        from: null,
        steps,
        platform,
        createdAt: new Date('2025-05-05T05:05:05Z'),
        format: 'docker',
      }),
    )
  const images = await Promise.all([
    small(LINUX),
    small({ architecture: 'arm', os: 'linux', variant: 'v7' }),
    small({ architecture: 'arm64', os: 'linux', variant: 'v8' }),
    small({ architecture: 's390x', os: 'linux' }),
  ])
  return { name: 'hello', pushes: tagged(buildIndex(images, 'none'), '1.0', 'latest', 'linux') }
}

async function bundle(random: Random): Promise<RepositoryPlan> {
  const pushes = await Promise.all(
    ['2026.3', '2026.4'].map(async (version) => {
      const archive = await buildLayer(
        sourceTree(random.fork(version), {
          folder: 'policies',
          extension: 'rego',
          count: 7,
          bytesEach: 1800,
        }),
      )
      return tagged(
        buildArtifact({
          artifactType: 'application/vnd.fernhill.policy-bundle.v1+json',
          layers: [
            {
              mediaType: 'application/vnd.fernhill.policy-bundle.v1.tar+gzip',
              digest: archive.digest,
              size: archive.size,
            },
          ],
          contents: [archive],
          annotations: { 'org.opencontainers.image.created': '2026-10-01T00:00:00Z' },
        }),
        version,
      )
    }),
  )
  return { name: 'platform/policy-bundle', pushes: pushes.flat() }
}

function tagged(manifest: Manifest, ...tags: readonly string[]): Push[] {
  return tags.map((reference) => ({ manifest, reference }))
}

/** A signature and an SBOM about a release, reachable by the fallback tag of its digest. */
export function signaturePushes(release: Release): Push[] {
  const referrers: Referrer[] = [
    referrer(release.manifest, SIGNATURE, {
      mediaType: SIGNATURE,
      verificationMaterial: { certificate: 'demo' },
    }),
    referrer(release.manifest, SPDX, { spdxVersion: 'SPDX-2.3', name: release.version, packages: [] }),
  ]
  const tag = release.manifest.digest.replace(':', '-')
  return [{ manifest: buildFallbackIndex(referrers), reference: tag }]
}

function referrer(subject: Manifest, artifactType: string, document: object): Referrer {
  const content = jsonContent(document)
  return {
    artifactType,
    manifest: buildArtifact({
      artifactType,
      layers: [{ mediaType: artifactType, digest: content.digest, size: content.size }],
      contents: [content],
      subject,
      annotations: { 'org.opencontainers.image.created': STORY_END.toISOString() },
    }),
  }
}
