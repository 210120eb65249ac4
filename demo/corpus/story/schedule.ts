import type { Random } from '../random'

export interface PlannedRelease {
  readonly version: string
  readonly publishedAt: Date
}

export interface ScheduleOptions {
  readonly firstVersion: readonly [major: number, minor: number, patch: number]
  /** The day of the last release; the others lie before it. */
  readonly lastDay: string
  readonly count: number
  readonly daysBetween: readonly [min: number, max: number]
}

const DAY_MS = 86_400_000
/** The story ends here; nothing is ever published later. */
export const STORY_END = new Date('2026-11-16T17:00:00Z')

/** Versions in order, mostly patches, some minors and few majors, with the day each came out. */
export function schedule(random: Random, options: ScheduleOptions): PlannedRelease[] {
  const gapsMs = Array.from({ length: options.count - 1 }, () => gap(random, options))
  const length = gapsMs.reduce((sum, gapMs) => sum + gapMs, 0)
  let at = Date.parse(`${options.lastDay}T16:00:00Z`) - length
  let version = options.firstVersion

  return [0, ...gapsMs].map((gapMs, index) => {
    at += gapMs
    if (index > 0) version = nextVersion(random, version)
    return { version: version.join('.'), publishedAt: new Date(at) }
  })
}

type Version = ScheduleOptions['firstVersion']

function gap(random: Random, { daysBetween: [min, max] }: ScheduleOptions): number {
  return random.int(min, max) * DAY_MS + random.int(-4 * 3600, 4 * 3600) * 1000
}

function nextVersion(random: Random, [major, minor, patch]: Version): Version {
  const draw = random.int(1, 20)
  if (draw === 20) return [major + 1, 0, 0]
  return draw > 13 ? [major, minor + 1, 0] : [major, minor, patch + 1]
}
