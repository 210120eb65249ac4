import { buildSteps, cmd, copy, env, label, run } from '../dockerfile'
import { binaryTree, sourceTree } from '../files'
import { buildImage, type Image } from '../image'
import { buildLayer } from '../layer'
import type { Random } from '../random'
import type { Bases } from './bases'
import { imageFor, newestBefore, type RepositoryPlan, tagged } from './release'

const LINUX = { architecture: 'amd64', os: 'linux' }

/** Images with something missing or unusual in their config or history. */
export function buildOddImages(random: Random, bases: Bases): Promise<RepositoryPlan[]> {
  return Promise.all([
    squashed(random.fork('squashed'), bases),
    withoutHistory(random.fork('history')),
    withoutCreated(random.fork('created'), bases),
    configOnlyChildren(bases),
    longTag(random.fork('long tag'), bases),
    retired(random.fork('retired'), bases),
  ])
}

function baseOn(bases: Bases, day: Date): Image {
  return imageFor(newestBefore(bases.base, day), 'amd64')
}

async function squashed(random: Random, bases: Bases): Promise<RepositoryPlan> {
  const files = binaryTree(random, { folder: 'opt/legacy', extension: 'so', count: 6, bytesEach: 60_000 })
  const flat = buildImage({
    from: null,
    steps: [{ command: '/bin/sh -c #(nop) ADD file:squashed in /', layer: await buildLayer(files) }],
    platform: LINUX,
    createdAt: new Date('2025-02-03T10:00:00Z'),
    format: 'docker',
  })
  const createdAt = new Date('2026-08-03T10:00:00Z')
  const rebuilt = buildImage({
    from: baseOn(bases, createdAt),
    steps: await buildSteps('classic', [run('/opt/legacy/install.sh', files), cmd(['/opt/legacy/run'])]),
    platform: LINUX,
    createdAt,
    format: 'docker',
  })
  return {
    name: 'legacy-portal',
    pushes: [...tagged(flat, '2025.02', '2025.02-squashed'), ...tagged(rebuilt, '2026.08', 'latest')],
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

async function withoutCreated(random: Random, bases: Bases): Promise<RepositoryPlan> {
  const sources = sourceTree(random, { folder: 'src', extension: 'go', count: 12, bytesEach: 3000 })
  const image = buildImage({
    from: baseOn(bases, new Date('2026-05-01T00:00:00Z')),
    steps: await buildSteps('buildkit', [copy('. /src', sources)]),
    platform: LINUX,
    createdAt: null,
    format: 'oci',
  })
  return { name: 'tools/reproducible-build', pushes: tagged(image, 'v1', 'v1.0', 'reproducible') }
}

const STAGES = ['dev', 'staging', 'production'] as const

/** Children that add no layer: only their config tells them from the base. */
async function configOnlyChildren(bases: Bases): Promise<RepositoryPlan> {
  const children = STAGES.map(async (stage, index) => {
    const createdAt = new Date(Date.UTC(2026, 9, 5 + index, 9))
    const image = buildImage({
      from: baseOn(bases, createdAt),
      steps: await buildSteps('buildkit', [
        env({ FERNHILL_STAGE: stage, HTTP_PROXY: `http://proxy.${stage}.fernhill.example:3128` }),
        label({ 'com.fernhill.stage': stage, 'com.fernhill.note': 'Don’t page <b>anybody</b> on Sundays' }),
      ]),
      platform: LINUX,
      createdAt,
      format: 'oci',
      annotations: { 'org.opencontainers.image.base.name': 'platform/base:latest' },
    })
    return tagged(image, stage)
  })
  return { name: 'platform/base-configured', pushes: (await Promise.all(children)).flat() }
}

const LONG_TAG_LENGTH = 120

async function longTag(random: Random, bases: Bases): Promise<RepositoryPlan> {
  const createdAt = new Date('2026-11-12T11:20:00Z')
  const sources = sourceTree(random, { folder: 'app/dist', extension: 'js', count: 4, bytesEach: 4000 })
  const image = buildImage({
    from: imageFor(newestBefore(bases.node, createdAt), 'amd64'),
    steps: await buildSteps('buildkit', [copy('dist/ ./dist/', sources), cmd(['dist/server.js'])]),
    platform: LINUX,
    createdAt,
    format: 'oci',
  })
  const branch =
    'feature-PAY-18231_support-partial-refunds-across-settlement-batches.rebased-onto-main.attempt-'
  return { name: 'payments/preview', pushes: tagged(image, branch.padEnd(LONG_TAG_LENGTH, '0'), 'pr-18231') }
}

/** Its only image was deleted: the catalog lists the repository for ever. */
async function retired(random: Random, bases: Bases): Promise<RepositoryPlan> {
  const createdAt = new Date('2025-08-30T16:00:00Z')
  const sources = sourceTree(random, { folder: 'srv', extension: 'php', count: 5, bytesEach: 2000 })
  const image = buildImage({
    from: baseOn(bases, createdAt),
    steps: await buildSteps('classic', [copy('portal /srv', sources)]),
    platform: LINUX,
    createdAt,
    format: 'docker',
  })
  return {
    name: 'archive/partner-portal',
    pushes: tagged(image, '4.7'),
    removedDigests: [image.digest],
  }
}
