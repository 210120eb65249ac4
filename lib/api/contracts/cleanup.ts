import { z } from 'zod'
import { deletionPlanShape } from './deletion-plan'
import { endpoint } from './endpoint'
import { digestParam, registryName, repositorySlugParam, searchText, tagParam } from './fields'

/** A thousand tags of 128 characters with their digests are a quarter of it. */
const BODY_BYTES_MAX = 1024 * 1024

/** More tags than this are named by a filter. */
export const DELETION_TAGS_MAX = 1000

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
  bodyBytesMax: BODY_BYTES_MAX,
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
  'untag-unsupported',
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
  bodyBytesMax: BODY_BYTES_MAX,
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
