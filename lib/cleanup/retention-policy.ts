import type { Resource } from '@/lib/access/rules/can'
import type { RetentionDocument } from '@/lib/core/retention-document'

/** A retention policy as it is kept. */
export interface RetentionPolicyRow {
  readonly id: string
  readonly registryId: string
  readonly registry: string
  /** Much of the registry seems to be gone at once. */
  readonly isVanishing: boolean
  readonly path: string
  readonly name: string
  readonly document: RetentionDocument
  readonly version: number
  readonly reason: string
  readonly ownerId: string
  readonly ownerName: string
  readonly cron: string | null
  readonly timeZone: string
  readonly isPaused: boolean
  readonly removesUntagged: boolean
  readonly reviewedVersion: number | null
  readonly reviewedAt: number | null
  readonly reviewedBy: string | null
  readonly createdBy: string
  readonly createdAt: number
  readonly updatedAt: number
}

/** What a simulation or run found. Nulls are not known. */
export interface RunTotals {
  readonly repositories: number
  readonly tags: number
  readonly deleted: number
  readonly protected: number
  /** Tags that stay because a moment a rule asks for is not known. */
  readonly unknownPush: number
  readonly totalBytes: number | null
  readonly uniqueBytes: number | null
  readonly freedBytes: number | null
  /** Deleted tags whose size nobody knows. */
  readonly unknownSizes: number
  readonly rules: readonly { readonly rule: string | null; readonly fate: string; readonly tags: number }[]
  readonly bars: readonly {
    readonly upToDays: number | null
    readonly kept: number
    readonly deleted: number
  }[]
  readonly unknownAge: { readonly kept: number; readonly deleted: number }
  /** Manifests without a tag that go; null where the policy does not ask for them. */
  readonly untagged: {
    readonly deleted: number
    /** When storage was looked through; null where it never was, and nothing goes. */
    readonly asOf: number | null
  } | null
  /** Verdicts kept for reading; fewer than the tags where there are very many. */
  readonly verdicts: number
  /** Against the simulation or run before; null for the first. */
  readonly compared: { readonly newlyDeleted: number; readonly newlyKept: number } | null
  /** What the deletions of a run did so far; null for a simulation. */
  readonly outcome: {
    readonly removed: number
    readonly skipped: number
    readonly failed: number
    /** Manifests deleted by their digests. */
    readonly manifests: number
  } | null
}

export type RunState =
  | 'queued'
  | 'judging'
  | 'deleting'
  | 'finished'
  | 'partial'
  | 'refused'
  | 'failed'
  | 'cancelled'

/** A simulation or run of a policy. */
export interface RetentionRunRow {
  readonly id: string
  readonly policyId: string
  readonly version: number
  readonly kind: 'simulation' | 'run'
  readonly trigger: 'person' | 'schedule'
  readonly state: RunState
  readonly problemCode: string | null
  readonly message: string | null
  readonly actorId: string
  readonly actorName: string
  readonly jobId: string | null
  readonly totals: RunTotals | null
  readonly comparedWith: string | null
  readonly hasVerdicts: boolean
  readonly createdAt: number
  readonly finishedAt: number | null
  readonly reviewedAt: number | null
  readonly reviewedBy: string | null
}

/** What a policy reaches, as rights are asked for it. */
export function reachOf(policy: Pick<RetentionPolicyRow, 'registryId' | 'path'>): Resource {
  return { registryId: policy.registryId, namespace: policy.path === '' ? undefined : policy.path }
}

export const RETENTION_KIND = 'retention'
/** Prefix of the schedules of policies. */
export const RETENTION_SCHEDULE = 'retention:'
