import { z } from 'zod'
import { endpoint } from './endpoint'
import {
  allowed,
  bytes,
  cursorQuery,
  digestParam,
  epochMs,
  limitQuery,
  pageOf,
  registryName,
  repositoryNameField,
  repositorySlugParam,
  tagParam,
} from './fields'

/** More items than this are restored by the deletion they went by. */
export const RESTORE_ITEMS_MAX = 1000

export const trashItemShape = z
  .object({
    id: z.string(),
    registry: z.string(),
    repository: z.string(),
    /** Null for a manifest that no tag named. */
    tag: z.string().nullable(),
    digest: z.string(),
    mediaType: z.string(),
    totalBytes: bytes.nullable(),
    deletedBy: z.string(),
    deletedAt: epochMs,
    reason: z.string().nullable(),
    /** It goes for good then. */
    expiresAt: epochMs,
    /** `blobs-gone` once the registry was found not to hold any more what it is made of. */
    state: z.enum(['restorable', 'blobs-gone', 'restored', 'expired']),
    restoredAt: epochMs.nullable(),
    restoredBy: z.string().nullable(),
    /** When the registry was last asked whether it could be restored; null when never. */
    checkedAt: epochMs.nullable(),
    can: z.object({ restore: allowed, purge: allowed }),
  })
  .meta({ id: 'TrashItem' })

const trashId = z.string().regex(/^trs_[a-z0-9]{20,40}$/, 'This is not the id of something in the trash.')
const itemParams = z.object({ item: trashId })
const reason = z.string().trim().max(500).optional()

export const listTrash = endpoint({
  method: 'GET',
  path: '/api/v1/trash',
  summary: 'List what was deleted and can be restored for some time, newest first',
  tag: 'Clean-up',
  access: 'actor',
  query: z.object({
    registry: registryName.optional(),
    repository: repositoryNameField.optional(),
    tag: tagParam.optional(),
    /** Name of who deleted it. */
    actor: z.string().max(256).optional(),
    state: z.enum(['restorable', 'blobs-gone', 'restored']).optional(),
    limit: limitQuery,
    cursor: cursorQuery,
  }),
  status: 200,
  output: pageOf(trashItemShape),
  problems: ['invalid-cursor', 'invalid-limit', 'invalid-repository', 'invalid-tag'],
})

const restoreProblems = [
  'forbidden',
  'conflict',
  'blobs-gone',
  'precondition-required',
  'tag-moved',
  'tag-is-golden',
] as const

export const restoreTrash = endpoint({
  method: 'POST',
  path: '/api/v1/trash/{item}/restore',
  summary: 'Put back what was deleted, under its tag or another; If-Match overwrites what the tag names now',
  tag: 'Clean-up',
  access: 'actor',
  params: itemParams,
  body: z.strictObject({ tag: tagParam.optional() }),
  status: 200,
  output: z.object({
    registry: z.string(),
    repository: z.string(),
    tag: z.string().nullable(),
    digest: z.string(),
  }),
  problems: [...restoreProblems, 'invalid-tag', 'invalid-digest'],
})

export const restoreMany = endpoint({
  method: 'POST',
  path: '/api/v1/trash/restorations',
  summary: 'Put back several things, each under the tag it had: named, or all of one deletion',
  tag: 'Clean-up',
  access: 'actor',
  body: z.union([
    z.strictObject({ items: z.array(trashId).min(1).max(RESTORE_ITEMS_MAX) }),
    /** Everything that the deletion of a job has put into the trash so far. */
    z.strictObject({ job: z.string().regex(/^job_[a-z0-9]{20,40}$/, 'This is not the id of a job.') }),
  ]),
  status: 202,
  output: z.object({
    /** Empty where there was nothing to restore. */
    jobId: z.string(),
    total: z.number().int(),
  }),
  problems: ['forbidden', 'conflict', 'too-many'],
})

export const checkTrash = endpoint({
  method: 'POST',
  path: '/api/v1/trash/{item}/check',
  summary: 'Ask the registry whether it still holds everything that something in the trash is made of',
  tag: 'Clean-up',
  access: 'actor',
  params: itemParams,
  status: 200,
  output: trashItemShape,
  problems: ['forbidden'],
})

export const purgeTrash = endpoint({
  method: 'DELETE',
  path: '/api/v1/trash/{item}',
  summary: 'Take something out of the trash for good',
  tag: 'Clean-up',
  access: 'actor',
  params: itemParams,
  status: 204,
  problems: ['forbidden'],
})

const periodShape = z.object({
  /** How many days what is deleted can be restored; 0 keeps nothing. */
  days: z.number().int(),
  can: z.object({ change: allowed }),
})

export const getTrashPeriod = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/trash',
  summary: 'Show how long what is deleted from a registry is kept',
  tag: 'Clean-up',
  access: 'actor',
  params: z.object({ registry: registryName }),
  status: 200,
  output: periodShape,
  problems: [],
})

export const updateTrashPeriod = endpoint({
  method: 'PUT',
  path: '/api/v1/registries/{registry}/trash',
  summary: 'Set how long what is deleted from now on is kept',
  tag: 'Clean-up',
  access: 'actor',
  params: z.object({ registry: registryName }),
  body: z.strictObject({ days: z.number().int().min(0).max(365) }),
  status: 200,
  output: periodShape,
  problems: ['forbidden'],
})

const tagParams = z.object({ registry: registryName, repository: repositorySlugParam, tag: tagParam })

export const putTag = endpoint({
  method: 'PUT',
  path: '/api/v1/registries/{registry}/repositories/{repository}/tags/{tag}',
  summary: 'Point a tag at a digest of its repository; a tag that exists needs If-Match with what it names',
  tag: 'Clean-up',
  access: 'actor',
  params: tagParams,
  body: z.strictObject({ digest: digestParam, reason }),
  status: 200,
  output: z.object({
    digest: z.string(),
    /** What the tag named before; null when it is new. */
    previous: z.string().nullable(),
  }),
  problems: [
    'forbidden',
    'blobs-gone',
    'precondition-required',
    'tag-moved',
    'tag-is-golden',
    'invalid-repository',
    'invalid-tag',
    'invalid-digest',
  ],
})

export const promoteTag = endpoint({
  method: 'POST',
  path: '/api/v1/registries/{registry}/repositories/{repository}/tags/{tag}/promotions',
  summary: 'Bring the image of a tag to another repository of the same registry',
  tag: 'Clean-up',
  access: 'actor',
  params: tagParams,
  body: z.strictObject({
    /** What the tag was seen to name. */
    digest: digestParam,
    repository: repositoryNameField,
    /** Default the same tag. */
    tag: tagParam.optional(),
    /** What the tag there was seen to name, where it exists. */
    replaces: digestParam.optional(),
    reason,
  }),
  status: 202,
  output: z.object({ jobId: z.string() }),
  problems: ['forbidden', 'tag-moved', 'invalid-repository', 'invalid-tag', 'invalid-digest'],
})
