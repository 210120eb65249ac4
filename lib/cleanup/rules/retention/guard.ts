/** What is known right before a run does anything. */
export interface RunFacts {
  readonly version: number
  /** The version whose simulation somebody looked at last; null while none was. */
  readonly reviewedVersion: number | null
  readonly isPaused: boolean
  /** Why the one it runs as may not delete there; null when they may. */
  readonly rightsRefusal: string | null
  readonly judged: number
  readonly deleted: number
  readonly maxPercent: number
  /** A registry that seems to have lost much at once is not cleaned up. */
  readonly isVanishing: boolean
}

export interface RunRefusal {
  readonly code: 'not-reviewed' | 'paused' | 'rights' | 'too-many' | 'registry-in-doubt'
  readonly message: string
}

/** Why a run may not start at all; null when it may. Said before anything is judged. */
export function refusalToStart(
  facts: Pick<RunFacts, 'version' | 'reviewedVersion' | 'isPaused' | 'rightsRefusal' | 'isVanishing'>,
): RunRefusal | null {
  if (facts.isPaused) return { code: 'paused', message: 'This policy is paused.' }
  if (facts.rightsRefusal !== null) return { code: 'rights', message: facts.rightsRefusal }
  if (facts.reviewedVersion !== facts.version) {
    const message = `Nobody has looked at a simulation of version ${facts.version} yet.`
    return { code: 'not-reviewed', message }
  }
  if (facts.isVanishing) {
    const message =
      'Much of this registry seems to be gone at once. Until that is cleared nothing is deleted.'
    return { code: 'registry-in-doubt', message }
  }
  return null
}

/** Why what was judged may not be carried out: it takes a larger share of the tags than the policy allows. */
export function refusalOfShare({
  judged,
  deleted,
  maxPercent,
}: Pick<RunFacts, 'judged' | 'deleted' | 'maxPercent'>): RunRefusal | null {
  if (deleted === 0 || deleted * 100 <= judged * maxPercent) return null
  const share = Math.round((deleted * 1000) / judged) / 10
  const counts = `${deleted.toLocaleString('en')} of ${judged.toLocaleString('en')} tags`
  return {
    code: 'too-many',
    message: `It would delete ${counts}, ${share} %. The policy stops at ${maxPercent} %.`,
  }
}
