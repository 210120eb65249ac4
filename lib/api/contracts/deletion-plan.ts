import { z } from 'zod'
import { allowed, bytes, epochMs } from './fields'

const sample = z.object({
  count: z.number().int(),
  /** The first of them. */
  first: z.array(z.string()),
})

const protection = z.object({
  /** Who protects it, such as `golden`. */
  source: z.string(),
  detail: z.string(),
  /** The protected digest it belongs to: itself, an index that lists it, or what it refers to. */
  of: z.string(),
})

const plannedTag = z.object({
  tag: z.string(),
  /** Null when it could not be read; such a tag is left alone. */
  digest: z.string().nullable(),
  /** What becomes of it. `moved` and `gone` compare with the digest the request named. */
  fate: z.enum(['remove', 'protected', 'unreadable', 'moved', 'gone']),
  /** Other tags of the digest; they stay. */
  siblings: sample,
  /** Indexes that list the digest; they stay, and so does it. */
  parents: sample,
  /** Signatures, attestations and the like that refer to the digest; they stay. */
  referrers: sample,
  protection: protection.nullable(),
  /** No tag or index names the digest afterwards. */
  becomesUntagged: z.boolean(),
})

const need = z.object({
  kind: z.enum(['tag', 'index', 'referrer', 'protection']),
  /** A tag, a digest, or what protects it. */
  name: z.string(),
})

/** Everything that a deletion would do, before it is done. */
export const deletionPlanShape = z
  .object({
    registry: z.string(),
    repository: z.string(),
    /** How it is done on this registry and why, or why it cannot be. */
    method: z.object({
      kind: z.enum(['untag', 'tombstone', 'unavailable']),
      reason: z.string(),
      /** The setting of the registry that would make it possible. */
      setting: z.string().nullable(),
    }),
    /** The first 1,000 of them. */
    tags: z.array(plannedTag),
    /** All of them. */
    tagCount: z.number().int(),
    /** How many of them would be removed. */
    removedCount: z.number().int(),
    /** What the registry said just now, where it was asked: for one tag. */
    live: z
      .object({
        state: z.enum(['same', 'moved', 'gone', 'unknown']),
        digest: z.string().nullable(),
      })
      .nullable(),
    /** Manifests that no tag and no index names afterwards. */
    untagged: z.object({
      count: z.number().int(),
      /** Those of them that are deleted too, where that was asked for. */
      removedCount: z.number().int(),
      /** The first 200. */
      first: z.array(
        z.object({
          digest: z.string(),
          mediaType: z.string().nullable(),
          kind: z.string(),
          isRemoved: z.boolean(),
          keptBy: z.array(need),
        }),
      ),
    }),
    /** Free after garbage collection, once the untagged manifests are deleted; null when nothing is known of it. */
    reclaimable: z.object({ bytes: bytes.nullable(), unknownManifests: z.number().int() }),
    /** Why nothing may start. */
    blocks: z.array(z.object({ code: z.string(), message: z.string(), count: z.number().int() })),
    /** What has to be typed, and sent as `confirm`, before it is carried out. */
    confirmation: z.object({ kind: z.enum(['none', 'count', 'name']), value: z.string().nullable() }),
    /** Until when it could be undone if it were done now. */
    restorableUntil: epochMs,
    can: z.object({ delete: allowed }),
  })
  .meta({ id: 'DeletionPlan' })
