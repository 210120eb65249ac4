import { z } from 'zod'
import { endpoint } from './endpoint'
import {
  allowed,
  bytes,
  digestParam,
  epochMs,
  registryName,
  repositorySlugParam,
  searchText,
  tagParam,
} from './fields'

/** More tags than this are named by a filter. */
export const DELETION_TAGS_MAX = 1000

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

const repositoryParams = z.object({ registry: registryName, repository: repositorySlugParam })
const tagParams = repositoryParams.extend({ tag: tagParam })

const flagQuery = z.enum(['true', 'false']).optional()
const flag = z.boolean().default(false)

/** The filters of the table of tags. */
const tagFilter = z.strictObject({
  q: searchText.optional(),
  platform: z.string().max(100).optional(),
  kind: z.string().max(20).optional(),
  digest: digestParam.optional(),
  /** `false` leaves out the tags tools keep for themselves. */
  tools: z.enum(['true', 'false']).optional(),
})

const targetShape = {
  /** Named one by one, with the digest each was seen to name. */
  tags: z.array(z.strictObject({ tag: tagParam, digest: digestParam })).optional(),
  /** Every tag that matches. */
  filter: tagFilter.optional(),
  /** Every tag of the repository. */
  all: z.literal(true).optional(),
  /** Manifests that nothing names, by their digests. */
  manifests: z.array(digestParam).optional(),
  /** Delete what becomes untagged too. */
  removeUntagged: flag,
}

const planProblems = ['forbidden', 'invalid-repository', 'invalid-tag', 'invalid-digest'] as const

export const getDeletionPlan = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/repositories/{repository}/tags/{tag}/deletion-plan',
  summary: 'Show everything that deleting one tag would do',
  tag: 'Clean-up',
  access: 'actor',
  params: tagParams,
  query: z.object({ removeUntagged: flagQuery }),
  status: 200,
  output: deletionPlanShape,
  problems: planProblems,
})

export const planDeletion = endpoint({
  method: 'POST',
  path: '/api/v1/registries/{registry}/repositories/{repository}/deletion-plan',
  summary: 'Show everything that deleting some tags would do: named, by a filter, or all of a repository',
  tag: 'Clean-up',
  access: 'actor',
  params: repositoryParams,
  body: z.strictObject(targetShape),
  status: 200,
  output: deletionPlanShape,
  problems: [...planProblems, 'too-many'],
})

const started = z.object({
  jobId: z.string(),
  /** Items that are worked on. */
  total: z.number().int(),
})

const startProblems = [
  ...planProblems,
  'tag-is-golden',
  'deletes-disabled',
  'deletion-blocked',
  'confirmation-required',
  'idempotency-key-reuse',
] as const

const reason = z.string().trim().max(500).optional()

export const deleteTag = endpoint({
  method: 'DELETE',
  path: '/api/v1/registries/{registry}/repositories/{repository}/tags/{tag}',
  summary: 'Delete one tag and nothing else; needs If-Match with the digest it was seen to name',
  tag: 'Clean-up',
  access: 'actor',
  params: tagParams,
  query: z.object({ removeUntagged: flagQuery, reason }),
  status: 202,
  output: started,
  problems: [...startProblems, 'precondition-required', 'tag-moved'],
})

export const createDeletion = endpoint({
  method: 'POST',
  path: '/api/v1/registries/{registry}/repositories/{repository}/deletions',
  summary: 'Delete tags: at most 1,000 by name and digest, or all that match a filter',
  tag: 'Clean-up',
  access: 'actor',
  params: repositoryParams,
  body: z.strictObject({
    ...targetShape,
    /** What the plan asks to be typed: the number of tags, or the name of the repository. */
    confirm: z.union([z.string().max(300), z.number().int()]).optional(),
    reason,
  }),
  status: 202,
  output: started,
  problems: [...startProblems, 'too-many'],
})

export const deleteRepository = endpoint({
  method: 'DELETE',
  path: '/api/v1/registries/{registry}/repositories/{repository}',
  summary: 'Delete all tags of a repository; its name has to be typed',
  tag: 'Clean-up',
  access: 'actor',
  params: repositoryParams,
  body: z.strictObject({
    /** The name of the repository. */
    confirm: z.string().max(300),
    removeUntagged: flag,
    reason,
  }),
  status: 202,
  output: started,
  problems: startProblems,
})

export const getDeletion = endpoint({
  method: 'GET',
  path: '/api/v1/jobs/{job}/deletion',
  summary: 'Show what became of each tag and manifest of a deletion',
  tag: 'Clean-up',
  access: 'actor',
  params: z.object({ job: z.string().regex(/^job_[a-z0-9]{20,40}$/, 'This is not the id of a job.') }),
  query: z.object({ state: z.enum(['open', 'verified', 'skipped', 'failed']).optional() }),
  status: 200,
  output: z.object({
    registry: z.string(),
    repository: z.string(),
    reason: z.string().nullable(),
    counts: z.object({
      open: z.number().int(),
      verified: z.number().int(),
      skipped: z.number().int(),
      failed: z.number().int(),
    }),
    /** The first 1,000. */
    items: z.array(
      z.object({
        kind: z.enum(['tag', 'manifest']),
        /** The tag, or the manifest's digest. */
        name: z.string(),
        digest: z.string(),
        state: z.enum(['queued', 'checked', 'tombstoned', 'deleted', 'verified', 'skipped', 'failed']),
        reason: z.string().nullable(),
        message: z.string().nullable(),
      }),
    ),
  }),
  problems: [],
})
