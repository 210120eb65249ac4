import type { VersionState } from './version'

/** A version as a channel has it. */
export interface Pointed {
  readonly state: VersionState
  readonly expiresAt: number | null
  readonly revokeAt: number | null
}

/** Whether a version may be in a channel: what is golden, or was and may still be used. */
export function mayBeInChannel(state: VersionState): boolean {
  return state === 'golden' || state === 'superseded'
}

export interface ChannelStanding<V> {
  /** What the channel stands for; null while that is nothing. */
  readonly effective: V | null
  /** What it points to although that counts no longer. */
  readonly lapsed: V | null
}

/**
 * I4 for later: a channel stands for what it points to only while that still counts. Revoked or expired, it stands
 * for nothing until somebody decides; restored, it counts again without another decision.
 */
export function standingOf<V extends Pick<Pointed, 'state'>>(pointed: V | null): ChannelStanding<V> {
  if (pointed === null) return { effective: null, lapsed: null }
  return mayBeInChannel(pointed.state)
    ? { effective: pointed, lapsed: null }
    : { effective: null, lapsed: pointed }
}

/** Since when a version counts no longer: its end or its revocation, whichever came first; null where nobody knows. */
export function lapsedAt(
  { expiresAt, revokeAt }: Pick<Pointed, 'expiresAt' | 'revokeAt'>,
  now: number,
): number | null {
  const past = [expiresAt, revokeAt].filter((at) => at !== null && at <= now)
  const known = past.flatMap((at) => at ?? [])
  return known.length === 0 ? null : Math.min(...known)
}

/** Why a version counts no longer, in a sentence. */
export function sayLapse(
  { name, state }: { readonly name: string; readonly state: VersionState },
  revocation: { readonly category: string | null; readonly reason: string | null },
): string {
  if (state !== 'revoked') return `${name} ${state === 'expired' ? 'has expired' : `is ${state}`}.`
  const category = revocation.category === null ? '' : ` (${revocation.category})`
  return `${name} was revoked${category}${revocation.reason === null ? '.' : `: ${revocation.reason}`}`
}
