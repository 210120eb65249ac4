import { z } from 'zod'
import { endpoint } from './endpoint'
import { allowed, cursorQuery, epochMs, limitQuery, pageOf, registryName } from './fields'

const registryParams = z.object({ registry: registryName })
const count = z.number().int().min(0)
const milliseconds = z.number().int().min(0)

export const notificationsShape = z
  .object({
    registry: z.string(),
    /** Where the registry sends its events. */
    url: z.string(),
    /**
     * `off`: no secret was made; `waiting`: none came yet; `arriving`; `silent`: changes were found after the last
     * event that none told of; `leaking`: events come, and not of everything.
     */
    health: z.enum(['off', 'waiting', 'arriving', 'silent', 'leaking']),
    /** Null where no secret was made. Its text is shown once, when it is made. */
    secret: z.object({ madeAt: epochMs, previousUntil: epochMs.nullable() }).nullable(),
    firstEventAt: epochMs.nullable(),
    lastEventAt: epochMs.nullable(),
    /** Since when pulls are known; null where no event of a pull ever came. */
    pullsSince: epochMs.nullable(),
    /** Received minus happened, of the newest events whose time can be believed; null for none. */
    lag: z.object({ medianMs: milliseconds, p95Ms: milliseconds, events: count }).nullable(),
    counts: z.object({ push: count, pull: count, mount: count, delete: count }),
    /** Of them those that Assay's own requests caused. */
    own: count,
    waiting: z.object({ count, oldestAt: epochMs.nullable() }),
    /** Changes of the last seven days that no event told of. */
    unannounced: z.object({ count, lastAt: epochMs.nullable() }),
    deadLetters: count,
    can: z.object({ manage: allowed }),
  })
  .meta({ id: 'Notifications' })

export const deadLetterShape = z
  .object({
    id: z.string(),
    /** Stable code. */
    reason: z.string(),
    message: z.string(),
    /** What was delivered, cut to 4,096 characters. */
    content: z.string(),
    /** False when it was cut or is no event at all: then reading it again cannot help. */
    canRetry: z.boolean(),
    receivedAt: epochMs,
  })
  .meta({ id: 'DeadLetter' })

const letterParams = registryParams.extend({ letter: z.string().regex(/^dlt_[0-9a-z]{1,64}$/) })

export const getNotifications = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/notifications',
  summary: 'Show whether and how a registry tells of its changes by itself',
  tag: 'Notifications',
  access: 'actor',
  params: registryParams,
  status: 200,
  output: notificationsShape,
  problems: ['forbidden'],
})

export const rotateHookSecret = endpoint({
  method: 'POST',
  path: '/api/v1/registries/{registry}/notifications/secret',
  summary: 'Make a new secret for a registry’s notifications; the present one holds as long as asked for',
  tag: 'Notifications',
  access: 'actor',
  params: registryParams,
  body: z.strictObject({
    /** 0 ends the present secret at once. */
    keepPreviousHours: z.number().int().min(0).max(168).default(24),
  }),
  status: 201,
  output: z.object({
    /** Shown this once. */
    secret: z.string(),
    previousUntil: epochMs.nullable(),
  }),
  problems: ['forbidden'],
})

export const endHookSecret = endpoint({
  method: 'DELETE',
  path: '/api/v1/registries/{registry}/notifications/secret/previous',
  summary: 'End the secret before the present one now',
  tag: 'Notifications',
  access: 'actor',
  params: registryParams,
  status: 204,
  problems: ['forbidden'],
})

export const listDeadLetters = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/notifications/dead-letters',
  summary: 'List what a registry delivered that could not be read, newest first',
  tag: 'Notifications',
  access: 'actor',
  params: registryParams,
  query: z.object({ limit: limitQuery, cursor: cursorQuery }),
  status: 200,
  output: pageOf(deadLetterShape),
  problems: ['forbidden', 'invalid-cursor', 'invalid-limit'],
})

export const discardAllDeadLetters = endpoint({
  method: 'DELETE',
  path: '/api/v1/registries/{registry}/notifications/dead-letters',
  summary: 'Drop everything of a registry that could not be read',
  tag: 'Notifications',
  access: 'actor',
  params: registryParams,
  status: 204,
  problems: ['forbidden'],
})

export const discardDeadLetter = endpoint({
  method: 'DELETE',
  path: '/api/v1/registries/{registry}/notifications/dead-letters/{letter}',
  summary: 'Drop one delivery that could not be read',
  tag: 'Notifications',
  access: 'actor',
  params: letterParams,
  status: 204,
  problems: ['forbidden'],
})

export const retryDeadLetter = endpoint({
  method: 'POST',
  path: '/api/v1/registries/{registry}/notifications/dead-letters/{letter}/retry',
  summary: 'Read a delivery again; it stays with the reason when that fails again',
  tag: 'Notifications',
  access: 'actor',
  params: letterParams,
  status: 200,
  output: z.object({ outcome: z.enum(['read', 'unreadable']), message: z.string().nullable() }),
  problems: ['forbidden'],
})
