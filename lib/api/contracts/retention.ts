import { z } from 'zod'
import { retentionDocument } from '@/lib/core/retention-document'
import { endpoint } from './endpoint'
import { allowed, epochMs, registryName, repositoryNameField } from './fields'
import { policyParams, retentionPolicyShape } from './retention-shapes'

const name = z.string().trim().min(1, 'A policy needs a name.').max(100)
const reason = z.string().trim().min(1, 'Say why.').max(1000)
const cron = z.string().trim().min(1).max(100).nullable()
const timeZone = z.string().min(1).max(64)
const text = z.string().max(100_000)
const document = z.unknown().meta({ description: 'As GET /api/v1/retention-policies/schema says.' })
const path = z.union([z.literal(''), repositoryNameField])

export const listRetentionPolicies = endpoint({
  method: 'GET',
  path: '/api/v1/retention-policies',
  summary: 'List the retention policies of what I may see, by name',
  tag: 'Retention',
  access: 'actor',
  status: 200,
  output: z.object({ items: z.array(retentionPolicyShape), can: z.object({ create: allowed }) }),
  problems: ['forbidden'],
})

export const createRetentionPolicy = endpoint({
  method: 'POST',
  path: '/api/v1/retention-policies',
  summary: 'Add a retention policy; it runs only after a simulation was looked at',
  tag: 'Retention',
  access: 'actor',
  body: z.strictObject({
    name,
    registry: registryName,
    path: path.default(''),
    document: document.optional(),
    /** YAML or JSON instead of `document`. */
    text: text.optional(),
    reason,
    cron: cron.default(null),
    timeZone: timeZone.default('UTC'),
    isPaused: z.boolean().default(false),
    removesUntagged: z.boolean().default(false),
  }),
  status: 201,
  output: retentionPolicyShape,
  problems: ['forbidden', 'conflict', 'name-taken', 'invalid-policy', 'invalid-repository'],
})

export const getRetentionPolicy = endpoint({
  method: 'GET',
  path: '/api/v1/retention-policies/{policy}',
  summary: 'Get a retention policy',
  tag: 'Retention',
  access: 'actor',
  params: policyParams,
  status: 200,
  output: retentionPolicyShape,
  problems: ['forbidden'],
})

export const updateRetentionPolicy = endpoint({
  method: 'PATCH',
  path: '/api/v1/retention-policies/{policy}',
  summary: 'Change, pause or resume a retention policy',
  tag: 'Retention',
  access: 'actor',
  params: policyParams,
  body: z.strictObject({
    /** The version that was seen; 412 when it is another by now. */
    ifVersion: z.number().int().min(1),
    name: name.optional(),
    document: document.optional(),
    text: text.optional(),
    reason: reason.optional(),
    cron: cron.optional(),
    timeZone: timeZone.optional(),
    isPaused: z.boolean().optional(),
    removesUntagged: z.boolean().optional(),
  }),
  status: 200,
  output: retentionPolicyShape,
  problems: ['forbidden', 'name-taken', 'precondition-failed', 'invalid-policy'],
})

export const deleteRetentionPolicy = endpoint({
  method: 'DELETE',
  path: '/api/v1/retention-policies/{policy}',
  summary: 'Remove a retention policy with its history',
  tag: 'Retention',
  access: 'actor',
  params: policyParams,
  status: 204,
  problems: ['forbidden', 'conflict'],
})

export const checkRetentionPolicy = endpoint({
  method: 'POST',
  path: '/api/v1/retention-policies/check',
  summary: 'Check a policy that is being written, as a document or as text',
  tag: 'Retention',
  access: 'actor',
  body: z.strictObject({
    text: text.optional(),
    document: document.optional(),
    cron: cron.optional(),
    timeZone: timeZone.optional(),
  }),
  status: 200,
  output: z.object({
    document: retentionDocument.nullable(),
    text: z.string().nullable(),
    issues: z.array(
      z.object({
        line: z.number().int().nullable(),
        column: z.number().int().nullable(),
        pointer: z.string(),
        message: z.string(),
      }),
    ),
    /** Comments are not part of the document and are lost when the form changes it. */
    hasComments: z.boolean(),
    schedule: z.object({ next: z.array(epochMs), message: z.string().nullable() }).nullable(),
  }),
  problems: ['forbidden'],
})

export const importRetentionPolicy = endpoint({
  method: 'POST',
  path: '/api/v1/retention-policies/import',
  summary: 'Translate a Harbor retention policy or an ECR lifecycle policy',
  tag: 'Retention',
  access: 'actor',
  body: z.strictObject({ from: z.enum(['harbor', 'ecr']), text }),
  status: 200,
  output: z.object({
    text: z.string(),
    document: retentionDocument.nullable(),
    cron: z.string().nullable(),
    notes: z.array(
      z.object({
        kind: z.enum(['untranslated', 'left-out', 'changed']),
        where: z.string(),
        message: z.string(),
      }),
    ),
  }),
  problems: ['forbidden', 'invalid-policy'],
})

export const retentionSchema = endpoint({
  method: 'GET',
  path: '/api/v1/retention-policies/schema',
  summary: 'Get the JSON Schema of a retention policy, for editors',
  tag: 'Retention',
  access: 'actor',
  status: 200,
  produces: 'application/octet-stream',
  problems: ['forbidden'],
})
