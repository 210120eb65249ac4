import { z } from 'zod'
import { policyDocument } from '@/lib/core/golden-policy'
import { endpoint } from './endpoint'
import { allowed, epochMs } from './fields'
import { policyParams, reason } from './golden-shapes'

const name = z.string().trim().min(1, 'A policy needs a name.').max(100)
const description = z.string().trim().max(1000)

const versionInfo = z.object({
  version: z.number().int(),
  digest: z.string(),
  reason: z.string(),
  publishedBy: z.string(),
  publishedAt: epochMs,
})

export const goldenPolicyShape = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    latestVersion: z.number().int(),
    latest: versionInfo.extend({ document: policyDocument }),
    lineCount: z.number().int(),
    createdBy: z.string(),
    createdAt: epochMs,
    archivedAt: epochMs.nullable(),
    can: z.object({ publish: allowed }),
  })
  .meta({ id: 'GoldenPolicy' })

export const listGoldenPolicies = endpoint({
  method: 'GET',
  path: '/api/v1/golden/policies',
  summary: 'List what the organisation asks of golden images, by name',
  tag: 'Golden',
  access: 'actor',
  status: 200,
  output: z.object({ items: z.array(goldenPolicyShape), can: z.object({ create: allowed }) }),
  problems: ['forbidden'],
})

export const createGoldenPolicy = endpoint({
  method: 'POST',
  path: '/api/v1/golden/policies',
  summary: 'Publish the first version of a new policy',
  tag: 'Golden',
  access: 'actor',
  body: z.strictObject({ name, description: description.default(''), document: policyDocument, reason }),
  status: 201,
  output: goldenPolicyShape,
  problems: ['forbidden', 'name-taken', 'invalid-policy', 'conflict'],
})

export const getGoldenPolicy = endpoint({
  method: 'GET',
  path: '/api/v1/golden/policies/{policy}',
  summary: 'Get a policy with all that was published of it',
  tag: 'Golden',
  access: 'actor',
  params: policyParams,
  status: 200,
  output: goldenPolicyShape.extend({ versions: z.array(versionInfo) }),
  problems: ['forbidden'],
})

export const updateGoldenPolicy = endpoint({
  method: 'PATCH',
  path: '/api/v1/golden/policies/{policy}',
  summary: 'Rename, describe, archive or bring back a policy',
  tag: 'Golden',
  access: 'actor',
  params: policyParams,
  body: z.strictObject({
    name: name.optional(),
    description: description.optional(),
    isArchived: z.boolean().optional(),
  }),
  status: 200,
  output: goldenPolicyShape,
  problems: ['forbidden', 'name-taken', 'conflict'],
})

export const publishGoldenPolicy = endpoint({
  method: 'POST',
  path: '/api/v1/golden/policies/{policy}/versions',
  summary: 'Publish a new version of a policy; approvals of candidates it judges are void',
  tag: 'Golden',
  access: 'actor',
  params: policyParams,
  body: z.strictObject({
    document: policyDocument,
    reason,
    /** The version it was written from; 412 when a newer one is published. */
    ifVersion: z.number().int().min(1),
  }),
  status: 201,
  output: goldenPolicyShape,
  problems: ['forbidden', 'precondition-failed', 'invalid-policy', 'conflict'],
})

export const getGoldenPolicyVersion = endpoint({
  method: 'GET',
  path: '/api/v1/golden/policies/{policy}/versions/{number}',
  summary: 'Get what one version of a policy asks for',
  tag: 'Golden',
  access: 'actor',
  params: policyParams.extend({
    number: z
      .string()
      .regex(/^[1-9][0-9]{0,5}$/, 'A version is a whole number.')
      .transform(Number),
  }),
  status: 200,
  output: versionInfo.extend({ policy: z.string(), document: policyDocument }),
  problems: ['forbidden'],
})

export const goldenCatalogue = endpoint({
  method: 'GET',
  path: '/api/v1/golden/catalogue',
  summary: 'List every check and type of evidence a policy can ask for, and the policy to start from',
  tag: 'Golden',
  access: 'actor',
  status: 200,
  output: z.object({
    items: z.array(
      z.object({
        ref: z.string(),
        kind: z.enum(['check', 'evidence']),
        name: z.string(),
        title: z.string(),
        explanation: z.string(),
        remedy: z.string(),
        sources: z.array(z.string()),
        severity: z.enum(['critical', 'high', 'medium', 'low']).nullable(),
        defaults: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
        /** Formats of evidence, such as `junit`. */
        formats: z.array(z.string()),
      }),
    ),
    starting: policyDocument,
  }),
  problems: ['forbidden'],
})
