import { z } from 'zod'
import { retentionDocument } from '@/lib/core/retention-document'
import { allowed, bytes, epochMs } from './fields'
import { jobStatus } from './jobs'

const count = z.number().int().min(0)
const nullableBytes = bytes.nullable()
const fates = z.object({ kept: count, deleted: count })

const totals = z.object({
  repositories: count,
  tags: count,
  deleted: count,
  protected: count,
  /** Tags that were there the first time anybody looked: which of them came first is not known. */
  unknownPush: count,
  /** Sizes of the deleted tags, each for itself; nulls are not known. */
  totalBytes: nullableBytes,
  /** The blobs of what loses its last tag, each counted once. */
  uniqueBytes: nullableBytes,
  /** Those of them that nothing else in the registry holds. Free after garbage collection. */
  freedBytes: nullableBytes,
  unknownSizes: count,
  rules: z.array(z.object({ rule: z.string().nullable(), fate: z.string(), tags: count })),
  bars: z.array(fates.extend({ upToDays: z.number().nullable() })),
  unknownAge: fates,
  /** Manifests without a tag that go; null where the policy does not ask for them. */
  untagged: z.object({ deleted: count, asOf: epochMs.nullable() }).nullable(),
  verdicts: count,
  compared: z.object({ newlyDeleted: count, newlyKept: count }).nullable(),
  /** Tags, and the manifests deleted by their digests. */
  outcome: z.object({ removed: count, skipped: count, failed: count, manifests: count }).nullable(),
})

export const retentionRunShape = z
  .object({
    id: z.string(),
    policy: z.string(),
    version: z.number().int(),
    kind: z.enum(['simulation', 'run']),
    trigger: z.enum(['person', 'schedule']),
    state: z.enum(['queued', 'judging', 'deleting', 'finished', 'partial', 'refused', 'failed', 'cancelled']),
    problem: z.object({ code: z.string(), message: z.string() }).nullable(),
    actor: z.string(),
    job: z.string().nullable(),
    totals: totals.nullable(),
    hasVerdicts: z.boolean(),
    createdAt: epochMs,
    finishedAt: epochMs.nullable(),
    reviewedAt: epochMs.nullable(),
    reviewedBy: z.string().nullable(),
  })
  .meta({ id: 'RetentionRun' })

export const retentionRunDetailShape = retentionRunShape
  .extend({
    /** What it started, by repository, at most 200; the job's status is null once it is no longer kept. */
    deletions: z.array(z.object({ repository: z.string(), job: z.string(), status: jobStatus.nullable() })),
  })
  .meta({ id: 'RetentionRunDetail' })

export const retentionPolicyShape = z
  .object({
    id: z.string(),
    name: z.string(),
    registry: z.string(),
    /** A namespace or repository; '' is the whole registry. */
    path: z.string(),
    document: retentionDocument,
    /** The same as YAML. */
    text: z.string(),
    version: z.number().int(),
    reason: z.string(),
    owner: z.string(),
    cron: z.string().nullable(),
    timeZone: z.string(),
    nextRuns: z.array(epochMs),
    isPaused: z.boolean(),
    removesUntagged: z.boolean(),
    /** The version whose simulation somebody looked at: only that one runs. */
    reviewedVersion: z.number().int().nullable(),
    reviewedAt: epochMs.nullable(),
    reviewedBy: z.string().nullable(),
    lastRun: retentionRunShape.nullable(),
    createdBy: z.string(),
    createdAt: epochMs,
    updatedAt: epochMs,
    can: z.object({ edit: allowed, run: allowed }),
  })
  .meta({ id: 'RetentionPolicy' })

export const verdictShape = z
  .object({
    repository: z.string(),
    /** Null for a manifest without a tag. */
    tag: z.string().nullable(),
    digest: z.string().nullable(),
    fate: z.enum(['keep', 'delete']),
    because: z.enum(['rule', 'no-rule', 'protected', 'unreadable', 'untagged']),
    rule: z.string().nullable(),
    /** The moment its age is told by. */
    ageAt: epochMs.nullable(),
    size: nullableBytes,
    isChanged: z.boolean(),
  })
  .meta({ id: 'RetentionVerdict' })

export const policyParams = z.object({
  policy: z.string().regex(/^ret_[a-z0-9]{20,40}$/, 'This is not the id of a policy.'),
})
export const runParams = policyParams.extend({
  run: z.string().regex(/^run_[a-z0-9]{20,40}$/, 'This is not the id of a simulation or run.'),
})
