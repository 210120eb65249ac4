import { z } from 'zod'
import { endpoint } from './endpoint'
import {
  allowed,
  cursorQuery,
  epochMs,
  limitQuery,
  pageOf,
  registryName,
  repositoryNameField,
} from './fields'
import {
  ifRevision,
  lineParams,
  policyParams,
  reason,
  versionDetailShape,
  versionShape,
} from './golden-shapes'

/** As a registry's: lower-case letters, digits and inner hyphens, dots and underscores, at most 100. */
const lineName = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?$/, 'Lower-case letters, digits, and . _ - between them.')
const description = z.string().trim().max(1000)
const tagPattern = z.string().trim().min(1).max(500).nullable()
/** When a golden manifest is deleted at the registry: it is put back at once, or told and left to people. */
const onMissing = z.enum(['put-back', 'tell'])
const policy = policyParams.shape.policy

export const lineShape = z
  .object({
    id: z.string(),
    name: z.string(),
    registry: z.string(),
    repository: z.string(),
    description: z.string(),
    /** RE2 for a whole tag; what is pushed under one that matches is nominated by itself. */
    tagPattern: z.string().nullable(),
    policy: z.object({ id: z.string(), name: z.string(), version: z.number().int() }),
    hasPins: z.boolean(),
    onMissing,
    isPublished: z.boolean(),
    revision: z.number().int(),
    createdBy: z.string(),
    createdAt: epochMs,
    archivedAt: epochMs.nullable(),
    /** The version in force; null when none is. */
    current: versionShape.nullable(),
    counts: z.object({
      candidate: z.number().int(),
      golden: z.number().int(),
      superseded: z.number().int(),
      expired: z.number().int(),
      rejected: z.number().int(),
      revoked: z.number().int(),
      expiring: z.number().int(),
    }),
    openDrift: z.number().int(),
    can: z.object({ nominate: allowed, edit: allowed, publish: allowed, promote: allowed }),
  })
  .meta({ id: 'GoldenLine' })

export const listLines = endpoint({
  method: 'GET',
  path: '/api/v1/golden/lines',
  summary: 'List the golden lines of what I may see, by name',
  tag: 'Golden',
  access: 'actor',
  query: z.object({
    registry: registryName.optional(),
    repository: repositoryNameField.optional(),
    q: z.string().max(200).optional(),
    archived: z.enum(['true', 'false']).optional(),
    limit: limitQuery,
    cursor: cursorQuery,
  }),
  status: 200,
  output: pageOf(lineShape).extend({ can: z.object({ create: allowed }) }),
  problems: ['forbidden', 'invalid-cursor', 'invalid-limit', 'invalid-repository'],
})

export const createLine = endpoint({
  method: 'POST',
  path: '/api/v1/golden/lines',
  summary: 'Add a golden line to a repository; a draft until somebody publishes it',
  tag: 'Golden',
  access: 'actor',
  body: z.strictObject({
    registry: registryName,
    repository: repositoryNameField,
    name: lineName,
    description: description.default(''),
    policy,
    tagPattern: tagPattern.default(null),
    hasPins: z.boolean().default(false),
    onMissing: onMissing.default('put-back'),
    isPublished: z.boolean().default(false),
  }),
  status: 201,
  output: lineShape,
  problems: ['forbidden', 'name-taken', 'conflict', 'invalid-repository'],
})

export const getLine = endpoint({
  method: 'GET',
  path: '/api/v1/golden/lines/{line}',
  summary: 'Get a golden line',
  tag: 'Golden',
  access: 'actor',
  params: lineParams,
  status: 200,
  output: lineShape,
  problems: [],
})

export const updateLine = endpoint({
  method: 'PATCH',
  path: '/api/v1/golden/lines/{line}',
  summary: 'Change or publish a golden line',
  tag: 'Golden',
  access: 'actor',
  params: lineParams,
  body: z.strictObject({
    ifRevision,
    name: lineName.optional(),
    description: description.optional(),
    policy: policy.optional(),
    tagPattern: tagPattern.optional(),
    hasPins: z.boolean().optional(),
    onMissing: onMissing.optional(),
    isPublished: z.boolean().optional(),
  }),
  status: 200,
  output: lineShape,
  problems: ['forbidden', 'name-taken', 'precondition-failed', 'conflict'],
})

export const archiveLine = endpoint({
  method: 'POST',
  path: '/api/v1/golden/lines/{line}/archive',
  summary: 'End a golden line: nothing is nominated into it and nothing of it is protected any more',
  tag: 'Golden',
  access: 'actor',
  params: lineParams,
  body: z.strictObject({ ifRevision, reason }),
  status: 200,
  output: lineShape,
  problems: ['forbidden', 'precondition-failed', 'wrong-state'],
})

export const listVersions = endpoint({
  method: 'GET',
  path: '/api/v1/golden/lines/{line}/versions',
  summary: 'List the versions of a line, the newest first',
  tag: 'Golden',
  access: 'actor',
  params: lineParams,
  query: z.object({ limit: limitQuery, cursor: cursorQuery }),
  status: 200,
  output: pageOf(versionShape),
  problems: ['invalid-cursor', 'invalid-limit'],
})

export const nominate = endpoint({
  method: 'POST',
  path: '/api/v1/golden/lines/{line}/versions',
  summary: 'Nominate what a tag names now, or a digest, as a version of a line',
  tag: 'Golden',
  access: 'actor',
  params: lineParams,
  body: z.strictObject({
    /** A tag or a digest; a tag is resolved once, now. */
    reference: z.string().min(1).max(200),
    /** The tag when absent, or the first characters of the digest. */
    name: z.string().trim().min(1).max(128).optional(),
    reason: z.string().trim().max(1000).optional(),
  }),
  status: 201,
  output: versionDetailShape,
  problems: [
    'forbidden',
    'invalid-tag',
    'unknown-digest',
    'nominated-already',
    'name-taken',
    'wrong-state',
    'upstream-unreachable',
  ],
})
