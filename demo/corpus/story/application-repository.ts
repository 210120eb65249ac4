import type { Manifest } from '../content'
import type { Image } from '../image'
import { buildIndex } from '../image-index'
import type { Random } from '../random'
import { buildApplicationImage } from './application-image'
import type { Application } from './applications'
import type { Bases } from './bases'
import { ARCHITECTURES, attestationAt } from './platform'
import { type Push, type Release, type RepositoryPlan, releasePushes } from './release'
import { type PlannedRelease, schedule } from './schedule'

export interface BuiltApplication {
  readonly plan: RepositoryPlan
  readonly releases: readonly Release[]
}

export async function buildApplication(
  application: Application,
  bases: Bases,
  random: Random,
): Promise<BuiltApplication> {
  const own = random.fork(application.repository)
  const planned = schedule(own.fork('schedule'), application.schedule)
  const build = (release: PlannedRelease) => buildRelease({ application, bases, random: own }, release)
  const releases = await Promise.all(planned.map(build))
  const mainBuilds = await Promise.all(planMainBuilds(application, releases).map(build))

  return {
    plan: {
      name: application.repository,
      pushes: [...releasePushes(releases), ...mainPushes(mainBuilds, own)],
    },
    releases,
  }
}

interface Workshop {
  readonly application: Application
  readonly bases: Bases
  readonly random: Random
}

async function buildRelease(workshop: Workshop, release: PlannedRelease): Promise<Release> {
  const architectures = workshop.application.isMultiPlatform ? ARCHITECTURES : (['amd64'] as const)
  const images = await Promise.all(
    architectures.map((architecture) => buildApplicationImage({ ...workshop, ...release, architecture })),
  )
  return { ...release, images, manifest: manifestFor(images, release.publishedAt) }
}

function manifestFor(images: readonly Image[], publishedAt: Date): Manifest {
  const [only, ...others] = images
  return only && others.length === 0 ? only : buildIndex(images, attestationAt(publishedAt))
}

const HOUR_MS = 3_600_000

function planMainBuilds(application: Application, releases: readonly Release[]): PlannedRelease[] {
  const last = releases.at(-1)
  if (!last) return []
  return Array.from({ length: application.mainBuilds }, (_, index) => ({
    version: `${last.version}-main.${index + 1}`,
    publishedAt: new Date(last.publishedAt.getTime() + (index + 1) * 5 * HOUR_MS),
  }))
}

/** `main` moves with every build; every other build also keeps a tag of its commit, the rest lose theirs. */
function mainPushes(builds: readonly Release[], random: Random): Push[] {
  return builds.flatMap(({ version, manifest }, index) => [
    { manifest, reference: 'main' },
    ...(index % 2 === 0 ? [{ manifest, reference: `main-${random.fork(version).hex(7)}` }] : []),
  ])
}
