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

/** What a webhook can be told of. A test holds it to what the server tells. */
export const webhookEvent = z.enum([
  'tag.created',
  'tag.moved',
  'tag.deleted',
  'golden.nominated',
  'golden.rejected',
  'golden.marked',
  'golden.revocation-scheduled',
  'golden.revoked',
  'golden.restored',
  'golden.extended',
  'golden.promoted',
  'golden.rolled-back',
  'golden.superseded',
  'golden.expiring',
  'golden.expired',
  'golden.drift-detected',
  'golden.drift-resolved',
  'golden.drift-repaired',
  'golden.put-back',
  'sync.failed',
  'retention.finished',
  'retention.refused',
])

const events = z.array(webhookEvent).min(1, 'Choose at least one event.').max(40)
const url = z.string().min(1).max(2048)
const namespace = z.union([z.literal(''), repositoryNameField])

export const webhookShape = z
  .object({
    id: z.string(),
    url: z.string(),
    events: z.array(z.string()),
    /** Null for every registry. */
    registry: z.string().nullable(),
    /** Empty for every namespace. */
    namespace: z.string(),
    isPaused: z.boolean(),
    createdBy: z.string(),
    createdAt: epochMs,
  })
  .meta({ id: 'Webhook' })

export const webhookHealthShape = z.object({
  pending: z.number().int(),
  dead: z.number().int(),
  /** The last try; nulls before the first, and no status where no answer came. */
  lastAt: epochMs.nullable(),
  lastStatus: z.number().int().nullable(),
  lastProblem: z.object({ code: z.string(), message: z.string() }).nullable(),
})

export const deliveryShape = z
  .object({
    id: z.string(),
    event: z.string(),
    state: z.enum(['pending', 'delivered', 'dead']),
    /** How often it was tried. */
    attempts: z.number().int(),
    createdAt: epochMs,
    /** When it is tried next; null once it has come to its end. */
    nextAt: epochMs.nullable(),
    finishedAt: epochMs.nullable(),
    lastTryAt: epochMs.nullable(),
    durationMs: z.number().int().nullable(),
    /** Status of the last answer; null when none came. What else was answered is not kept. */
    status: z.number().int().nullable(),
    problem: z.object({ code: z.string(), message: z.string() }).nullable(),
    redeliveryOf: z.string().nullable(),
    /** What was sent. */
    body: z.string(),
  })
  .meta({ id: 'WebhookDelivery' })

const webhookParams = z.object({
  webhook: z.string().regex(/^whk_[a-z0-9]{20,40}$/, 'This is not the id of a webhook.'),
})

export const listWebhooks = endpoint({
  method: 'GET',
  path: '/api/v1/webhooks',
  summary: 'List the webhooks I may look after',
  tag: 'Webhooks',
  access: 'actor',
  status: 200,
  output: z.object({
    items: z.array(webhookShape.extend({ health: webhookHealthShape })),
    can: z.object({ createForAll: allowed }),
  }),
  problems: ['forbidden'],
})

export const createWebhook = endpoint({
  method: 'POST',
  path: '/api/v1/webhooks',
  summary: 'Add a webhook; its secret is shown once',
  tag: 'Webhooks',
  access: 'actor',
  body: z.strictObject({
    url,
    events,
    registry: registryName.nullable().default(null),
    namespace: namespace.default(''),
    isPaused: z.boolean().default(false),
  }),
  status: 201,
  output: z.object({ webhook: webhookShape, secret: z.string() }),
  problems: [
    'forbidden',
    'conflict',
    'url-invalid',
    'url-scheme',
    'url-userinfo',
    'url-port',
    'url-not-allowed',
  ],
})

export const updateWebhook = endpoint({
  method: 'PATCH',
  path: '/api/v1/webhooks/{webhook}',
  summary: 'Change, pause or resume a webhook',
  tag: 'Webhooks',
  access: 'actor',
  params: webhookParams,
  body: z.strictObject({
    url: url.optional(),
    events: events.optional(),
    registry: registryName.nullable().optional(),
    namespace: namespace.optional(),
    isPaused: z.boolean().optional(),
  }),
  status: 200,
  output: webhookShape,
  problems: ['forbidden', 'url-invalid', 'url-scheme', 'url-userinfo', 'url-port', 'url-not-allowed'],
})

export const deleteWebhook = endpoint({
  method: 'DELETE',
  path: '/api/v1/webhooks/{webhook}',
  summary: 'Remove a webhook with its log',
  tag: 'Webhooks',
  access: 'actor',
  params: webhookParams,
  status: 204,
  problems: ['forbidden'],
})

export const pingWebhook = endpoint({
  method: 'POST',
  path: '/api/v1/webhooks/{webhook}/pings',
  summary: 'Send a webhook a test by the path of every delivery',
  tag: 'Webhooks',
  access: 'actor',
  params: webhookParams,
  status: 202,
  output: z.object({ delivery: z.string() }),
  problems: ['forbidden', 'conflict'],
})

export const listDeliveries = endpoint({
  method: 'GET',
  path: '/api/v1/webhooks/{webhook}/deliveries',
  summary: 'List what a webhook was told, newest first; kept for thirty days',
  tag: 'Webhooks',
  access: 'actor',
  params: webhookParams,
  query: z.object({
    state: z.enum(['pending', 'delivered', 'dead']).optional(),
    limit: limitQuery,
    cursor: cursorQuery,
  }),
  status: 200,
  output: pageOf(deliveryShape),
  problems: ['forbidden', 'invalid-cursor', 'invalid-limit'],
})

export const redeliver = endpoint({
  method: 'POST',
  path: '/api/v1/webhooks/{webhook}/deliveries/{delivery}/redeliveries',
  summary: 'Send a delivery once more, with the same body under a new id',
  tag: 'Webhooks',
  access: 'actor',
  params: webhookParams.extend({
    delivery: z.string().regex(/^dlv_[a-z0-9]{20,40}$/, 'This is not the id of a delivery.'),
  }),
  status: 202,
  output: z.object({ delivery: z.string() }),
  problems: ['forbidden', 'conflict'],
})
