import type { Random } from '../random'

export interface PlannedRelease {
  readonly version: string
  readonly publishedAt: Date
}

export interface ScheduleOptions {
  readonly firstVersion: readonly [major: number, minor: number, patch: number]
  readonly firstDay: string
  readonly count: number
  readonly daysBetween: readonly [min: number, max: number]
}

const DAY_MS = 86_400_000
/** The story ends here; nothing is ever published later. */
export const STORY_END = new Date('2026-11-16T17:00:00Z')

/** Versions in order, mostly patches, some minors and few majors, with the day each came out. */
export function schedule(random: Random, options: ScheduleOptions): PlannedRelease[] {
  let [major, minor, patch] = options.firstVersion
  let at = Date.parse(`${options.firstDay}T08:00:00Z`)
  const releases: PlannedRelease[] = []

  for (let index = 0; index < options.count && at < STORY_END.getTime(); index++) {
    releases.push({ version: `${major}.${minor}.${patch}`, publishedAt: new Date(at) })
    const draw = random.int(1, 20)
    if (draw === 20) [major, minor, patch] = [major + 1, 0, 0]
    else if (draw > 13) [minor, patch] = [minor + 1, 0]
    else patch += 1
    at += random.int(...options.daysBetween) * DAY_MS + random.int(0, 9 * 3600) * 1000
  }
  return releases
}
