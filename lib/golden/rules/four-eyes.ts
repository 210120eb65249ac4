import type { Approver } from './approval'
import type { RevocationCategory } from './version'

export type SecondPersonRefusal = 'not-a-person' | 'asked-themselves' | 'is-nominator'

/**
 * Why somebody may not be the second person to what another one asked for; null when they may. Nobody's role lifts
 * it.
 */
export function refuseSecondPerson(
  person: Pick<Approver, 'kind' | 'id'>,
  { askedById, nominatorId }: { readonly askedById: string; readonly nominatorId: string | null },
): SecondPersonRefusal | null {
  if (person.kind !== 'user') return 'not-a-person'
  if (person.id === askedById) return 'asked-themselves'
  return person.id === nominatorId ? 'is-nominator' : null
}

/** What cannot be undone: what leaked stays known, and what was tampered with stays so. */
const FINAL: ReadonlySet<string> = new Set<RevocationCategory>(['secret', 'compromised'])

/** Whether a revoked version may ever be golden again. */
export function isRestorable(category: string | null): boolean {
  return category === null || !FINAL.has(category)
}

export type WaiverRefusal = 'no-such-requirement' | 'not-waivable' | 'over' | 'too-long'

const DAY_MS = 24 * 60 * 60 * 1000

/** Why a waiver cannot be asked for; null when it can: of one requirement of one version, for a time. */
export function refuseWaiver({
  requirement,
  expiresAt,
  daysMax,
  now,
}: {
  readonly requirement: { readonly isWaivable: boolean } | undefined
  readonly expiresAt: number
  readonly daysMax: number
  readonly now: number
}): WaiverRefusal | null {
  if (requirement === undefined) return 'no-such-requirement'
  if (!requirement.isWaivable) return 'not-waivable'
  if (expiresAt <= now) return 'over'
  return expiresAt > now + daysMax * DAY_MS ? 'too-long' : null
}
