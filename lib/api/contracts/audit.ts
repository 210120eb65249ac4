import { z } from 'zod'
import { endpoint } from './endpoint'
import { allowed, cursorQuery, epochMs, limitQuery, searchText } from './fields'

const time = z
  .string()
  .regex(/^\d{1,15}$/, 'A time is epoch milliseconds.')
  .transform(Number)

/** Every filter of the log; a time is epoch milliseconds, `to` is the first that is too late. */
export const auditFilter = z.object({
  from: time.optional(),
  to: time.optional(),
  actor: searchText.min(1).optional().meta({ description: 'An id such as `usr_…`, or a name in full' }),
  type: z
    .string()
    .regex(
      /^[a-z-]{1,40}\.(?:[a-z-]{1,40}|\*)$/,
      'A type is written like tag.deleted, all of a kind like tag.*',
    )
    .optional(),
  outcome: z.enum(['done', 'denied']).optional(),
  registry: z.string().min(1).max(64).optional(),
  repository: searchText
    .min(1)
    .optional()
    .meta({ description: 'A repository or namespace, with all below it' }),
  resource: searchText
    .min(1)
    .optional()
    .meta({ description: 'A resource as events name it, with all below it' }),
})

const detail = z.record(z.string(), z.json()).nullable()

export const auditEventShape = z
  .object({
    /** Place in the chain: 1, 2, 3 … without a gap. */
    sequence: z.number().int(),
    id: z.string(),
    at: epochMs,
    type: z.string(),
    outcome: z.enum(['done', 'denied']),
    actor: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
    ip: z.string().nullable(),
    userAgent: z.string().nullable(),
    requestId: z.string().nullable(),
    resource: z.string(),
    registryId: z.string().nullable(),
    repository: z.string().nullable(),
    digest: z.string().nullable(),
    before: detail,
    after: detail,
    reason: z.string().nullable(),
    grounds: z.string().nullable(),
    facts: detail,
    prevHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'AuditEvent' })

export const listAudit = endpoint({
  method: 'GET',
  path: '/api/v1/audit',
  summary: 'List the audit log, newest first; owners see what was done in their scopes',
  tag: 'Audit',
  access: 'actor',
  query: auditFilter.extend({ limit: limitQuery, cursor: cursorQuery }),
  status: 200,
  output: z.object({ items: z.array(auditEventShape), nextCursor: z.string().nullable() }),
  problems: ['forbidden', 'invalid-cursor', 'invalid-limit'],
})

export const getAuditEvent = endpoint({
  method: 'GET',
  path: '/api/v1/audit/events/{event}',
  summary: 'Show one event',
  tag: 'Audit',
  access: 'actor',
  params: z.object({ event: z.string().regex(/^evt_[a-z0-9]{20,40}$/, 'This is not the id of an event.') }),
  status: 200,
  output: auditEventShape,
  problems: ['forbidden'],
})

export const countAudit = endpoint({
  method: 'GET',
  path: '/api/v1/audit/counts',
  summary: 'Count events over time, denied ones apart',
  tag: 'Audit',
  access: 'actor',
  query: auditFilter,
  status: 200,
  output: z.object({
    start: epochMs,
    /** Milliseconds of each stretch. */
    size: z.number().int(),
    counts: z.array(z.object({ done: z.number().int(), denied: z.number().int() })),
  }),
  problems: ['forbidden'],
})

export const exportAudit = endpoint({
  method: 'GET',
  path: '/api/v1/audit/export',
  summary:
    'Download the log or a part of it, oldest first, with the hashes of the chain. Cells of the CSV that a spreadsheet would take for a formula begin with an apostrophe',
  tag: 'Audit',
  access: 'actor',
  query: auditFilter.extend({
    format: z.enum(['csv', 'ndjson', 'json']).meta({ description: '`ndjson` is one event on each line' }),
  }),
  status: 200,
  produces: 'application/octet-stream',
  costs: 'export',
  output: z.string(),
  problems: ['forbidden', 'too-many-requests'],
})

const verificationShape = z
  .object({
    /** Null when the log was never verified. */
    last: z
      .object({
        at: epochMs,
        by: z.string(),
        isWhole: z.boolean(),
        /** Rows that hold, counted from the first. */
        rows: z.number().int(),
        brokenRow: z.number().int().nullable(),
        fault: z.string().nullable(),
        detail: z.string().nullable(),
      })
      .nullable(),
    isRunning: z.boolean(),
    /** Where the chain ends now. Noted elsewhere, it shows rows that are cut off later. */
    head: z.object({ sequence: z.number().int(), hash: z.string() }).nullable(),
    can: z.object({ verify: allowed }),
  })
  .meta({ id: 'AuditVerification' })

export const getAuditVerification = endpoint({
  method: 'GET',
  path: '/api/v1/audit/verification',
  summary: 'When the log was last verified, and what was found',
  tag: 'Audit',
  access: 'actor',
  status: 200,
  output: verificationShape,
  problems: ['forbidden'],
})

export const verifyAudit = endpoint({
  method: 'POST',
  path: '/api/v1/audit/verification',
  summary: 'Verify the whole log beside everything else',
  tag: 'Audit',
  access: 'actor',
  status: 202,
  costs: 'verify',
  output: verificationShape,
  problems: ['forbidden', 'too-many-requests'],
})
