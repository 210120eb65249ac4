import type { DriftFinding, DriftKey, DriftKind, LineVerdict } from './drift'

export interface OpenDrift extends DriftFinding {
  readonly id: string
}

export type Resolution = 'by-itself' | 'repaired' | 'put-back' | 'no-longer-golden'

export interface DriftChanges {
  readonly raised: readonly DriftFinding[]
  /** Still there, but something else is found now. */
  readonly changed: readonly { readonly id: string; readonly found: string | null }[]
  readonly resolved: readonly { readonly drift: OpenDrift; readonly resolution: Resolution }[]
}

/**
 * What becomes of the drift of a line, given what is open and what was found. Without an answer from the registry
 * nothing is raised and nothing is resolved.
 */
export function settleDrift(
  open: readonly OpenDrift[],
  { findings, unknown }: LineVerdict,
  inUse: ReadonlySet<string>,
): DriftChanges {
  const byKey = new Map(open.map((drift) => [keyOf(drift), drift]))
  const found = new Set(findings.map(keyOf))
  const unsure = new Set(unknown.map(keyOf))
  return {
    raised: findings.filter((finding) => !byKey.has(keyOf(finding))),
    changed: findings.flatMap((finding) => {
      const before = byKey.get(keyOf(finding))
      return before !== undefined && before.found !== finding.found
        ? [{ id: before.id, found: finding.found }]
        : []
    }),
    resolved: open
      .filter((drift) => !found.has(keyOf(drift)) && !unsure.has(keyOf(drift)))
      .map((drift) => ({
        drift,
        resolution: inUse.has(drift.versionId) ? 'by-itself' : 'no-longer-golden',
      })),
  }
}

/** What one click does about a kind of drift; null for what takes a decision. */
export function repairOf(kind: DriftKind): 'point-tag' | 'put-back' | 'pin' | null {
  return REPAIRS[kind]
}

export function isDriftKind(text: string): text is DriftKind {
  return Object.hasOwn(REPAIRS, text)
}

const REPAIRS = {
  'tag-moved': 'point-tag',
  'tag-deleted': 'point-tag',
  'channel-tag-moved': 'point-tag',
  'channel-tag-missing': 'point-tag',
  'manifest-missing': 'put-back',
  'child-missing': 'put-back',
  'pin-missing': 'pin',
  'policy-newer': null,
  'evidence-stale': null,
} as const satisfies Readonly<Record<DriftKind, 'point-tag' | 'put-back' | 'pin' | null>>

const keyOf = ({ versionId, kind, subject }: DriftKey) => `${versionId} ${kind} ${subject}`
