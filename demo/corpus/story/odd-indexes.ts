import { buildSteps, cmd, copy, entrypoint } from '../dockerfile'
import { binaryTree } from '../files'
import { buildImage, type Platform } from '../image'
import { buildIndex, nestIndexes } from '../image-index'
import type { Random } from '../random'
import { type RepositoryPlan, tagged } from './release'

/** Indexes beyond the usual two platforms. */
export function buildOddIndexes(random: Random): Promise<RepositoryPlan[]> {
  return Promise.all([nested(random.fork('nested')), manyPlatforms(random.fork('hello'))])
}

const RUNNER_PLATFORMS: readonly Platform[] = [
  { architecture: 'amd64', os: 'linux' },
  { architecture: 'amd64', os: 'windows' },
]

/** An index of indexes, as some build systems publish variants. */
async function nested(random: Random): Promise<RepositoryPlan> {
  const [gateway, edge] = await Promise.all([
    runnerVariant(random.fork('gateway'), 'gateway'),
    runnerVariant(random.fork('edge'), 'edge'),
  ])
  return {
    name: 'platform/ci/runner',
    pushes: [
      ...tagged(nestIndexes([gateway, edge]), '3.0.0', 'latest'),
      ...tagged(gateway, '3.0.0-gateway'),
      ...tagged(edge, '3.0.0-edge'),
    ],
  }
}

async function runnerVariant(random: Random, variant: string) {
  const images = RUNNER_PLATFORMS.map(async (platform) => {
    const files = binaryTree(random.fork(platform.os), {
      folder: 'opt',
      extension: 'bin',
      count: 1,
      bytesEach: 30_000,
    })
    return buildImage({
      from: null,
      steps: await buildSteps('buildkit', [copy(`${variant} /opt/`, files), entrypoint([`/opt/${variant}`])]),
      platform,
      createdAt: new Date('2026-06-11T15:30:00Z'),
      format: 'oci',
    })
  })
  return buildIndex(await Promise.all(images), 'none')
}

const HELLO_PLATFORMS: readonly Platform[] = [
  { architecture: 'amd64', os: 'linux' },
  { architecture: 'arm', os: 'linux', variant: 'v7' },
  { architecture: 'arm64', os: 'linux', variant: 'v8' },
  { architecture: 's390x', os: 'linux' },
]

async function manyPlatforms(random: Random): Promise<RepositoryPlan> {
  const images = HELLO_PLATFORMS.map(async (platform) => {
    const files = binaryTree(random.fork(platform.architecture), {
      folder: 'usr/bin',
      extension: 'bin',
      count: 1,
      bytesEach: 2000,
    })
    return buildImage({
      from: null,
      steps: await buildSteps('classic', [copy('hello /usr/bin/', files), cmd(['/usr/bin/hello'])]),
      platform,
      createdAt: new Date('2025-05-05T05:05:05Z'),
      format: 'docker',
    })
  })
  return {
    name: 'hello',
    pushes: tagged(buildIndex(await Promise.all(images), 'none'), '1.0', 'latest', 'linux'),
  }
}
