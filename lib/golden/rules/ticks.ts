import { DAY_MS, stateOf, supersededAt, type VersionFacts } from './version'

export type TickEvent = 'expiring' | 'expired' | 'superseded' | 'revoked' | 'pinned'

export interface DueTick {
  readonly versionId: string
  readonly event: TickEvent
  /** The moment it is about: the same one is told once. */
  readonly epoch: number
}

/** Days before the end of a version at which it is told. */
const WARNING_DAYS = [14, 3, 1] as const

/** What the clock has brought about for the versions of one line, whether it was told or not. */
export function dueTicks(versions: readonly VersionFacts[], now: number): readonly DueTick[] {
  return versions.flatMap((version) => {
    if (version.status !== 'golden') return []
    return [
      ...revoked(version, now),
      ...ended(version, { versions, now }),
      ...superseded(version, { versions, now }),
    ]
  })
}

function revoked({ id, revokeAt }: VersionFacts, now: number): readonly DueTick[] {
  const isDue = revokeAt !== null && now >= revokeAt
  return isDue ? [{ versionId: id, event: 'revoked', epoch: revokeAt }] : []
}

interface Line {
  readonly versions: readonly VersionFacts[]
  readonly now: number
}

/** Of several warnings that came while nobody looked only the last is told. */
function ended(version: VersionFacts, { versions, now }: Line): readonly DueTick[] {
  const { id, expiresAt, markedAt } = version
  if (expiresAt === null) return []
  const state = stateOf(version, versions, now)
  if (state === 'expired') return [{ versionId: id, event: 'expired', epoch: expiresAt }]
  if (state !== 'golden') return []
  const passed = WARNING_DAYS.map((days) => expiresAt - days * DAY_MS).filter(
    (at) => at <= now && at > (markedAt ?? 0),
  )
  return passed.length === 0 ? [] : [{ versionId: id, event: 'expiring', epoch: Math.max(...passed) }]
}

function superseded(version: VersionFacts, { versions, now }: Line): readonly DueTick[] {
  if (stateOf(version, versions, now) !== 'superseded') return []
  const at = supersededAt(version, versions, now)
  return at === null ? [] : [{ versionId: version.id, event: 'superseded', epoch: at }]
}
