import type { AttestationForm } from '../attestation'
import { type Builder, buildSteps, type Instruction } from '../dockerfile'
import { buildImage, type Image } from '../image'
import { buildIndex } from '../image-index'
import type { Random } from '../random'
import { imageFor, newestBefore, type Release } from './release'
import { type PlannedRelease, type ScheduleOptions, schedule } from './schedule'

export const ARCHITECTURES = ['amd64', 'arm64'] as const

export interface Moment extends PlannedRelease {
  readonly architecture: string
  readonly random: Random
}

/** A repository other images are built from: one index per release, each over both architectures. */
export interface Lineage {
  readonly repository: string
  readonly from: readonly Release[] | null
  readonly schedule: ScheduleOptions
  readonly instructions: (moment: Moment) => readonly Instruction[]
}

/** The company moved to BuildKit, then turned attestations on, then BuildKit changed their form. */
const BUILDKIT_SINCE = Date.parse('2026-01-01T00:00:00Z')
const ATTESTED_SINCE = Date.parse('2026-03-01T00:00:00Z')
const ARTIFACT_SINCE = Date.parse('2026-07-01T00:00:00Z')

export async function buildLineage(random: Random, lineage: Lineage): Promise<Release[]> {
  const planned = schedule(random.fork('schedule'), lineage.schedule)
  return Promise.all(
    planned.map(async (release) => {
      const images = await Promise.all(
        ARCHITECTURES.map((architecture) =>
          buildLineageImage(lineage, { ...release, architecture, random: random.fork(architecture) }),
        ),
      )
      return { ...release, images, manifest: buildIndex(images, attestationAt(release.publishedAt)) }
    }),
  )
}

async function buildLineageImage(lineage: Lineage, moment: Moment): Promise<Image> {
  const { publishedAt, architecture } = moment
  return buildImage({
    from: lineage.from && imageFor(newestBefore(lineage.from, publishedAt), architecture),
    steps: await buildSteps(builderAt(publishedAt), lineage.instructions(moment)),
    platform: { architecture, os: 'linux', ...(architecture === 'arm64' && { variant: 'v8' }) },
    createdAt: publishedAt,
    format: attestationAt(publishedAt) === 'none' ? 'docker' : 'oci',
  })
}

export function builderAt(day: Date): Builder {
  return day.getTime() < BUILDKIT_SINCE ? 'classic' : 'buildkit'
}

export function attestationAt(day: Date): AttestationForm | 'none' {
  if (day.getTime() < ATTESTED_SINCE) return 'none'
  return day.getTime() < ARTIFACT_SINCE ? 'image' : 'artifact'
}
