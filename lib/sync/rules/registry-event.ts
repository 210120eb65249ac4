import { z } from 'zod'
import { isDigest } from '@/lib/oci/digest'
import { isRepositoryName, isTagName } from '@/lib/oci/name'

/** Why something that was delivered with the right secret could not be read. */
export type PoisonReason =
  | 'bad-json'
  | 'no-events'
  | 'not-an-event'
  | 'bad-id'
  | 'unknown-action'
  | 'no-target'
  | 'bad-repository'
  | 'bad-tag'
  | 'bad-digest'
  | 'bad-length'
  | 'no-subject'

export type EventAction = 'push' | 'pull' | 'mount' | 'delete'

/** One event as a registry tells it. All of it is a stranger's word. */
export interface RegistryEvent {
  readonly id: string
  readonly action: EventAction
  readonly repository: string
  readonly tag: string | null
  readonly digest: string | null
  readonly mediaType: string | null
  readonly method: string | null
  readonly actor: string | null
  /** The program, from the request's user agent. */
  readonly client: string | null
  readonly timestamp: unknown
}

export type EventReading =
  | { readonly kind: 'event'; readonly event: RegistryEvent }
  | { readonly kind: 'poison'; readonly reason: PoisonReason }

const length = z.number().int().min(0).optional()
/** Go leaves out what is empty; others write it. */
const optionalText = (isValid: (text: string) => boolean) =>
  z
    .string()
    .refine((text) => text === '' || isValid(text))
    .nullish()
/** What only people read may be anything. */
const anyText = z.string().nullish().catch(undefined)

const eventShape = z.object({
  id: z
    .string()
    .min(1)
    .max(128)
    .regex(/^[\x21-\x7e]+$/),
  action: z.enum(['push', 'pull', 'mount', 'delete']),
  timestamp: z.unknown().optional(),
  target: z.object({
    repository: z.string().refine(isRepositoryName),
    tag: optionalText(isTagName),
    digest: optionalText(isDigest),
    mediaType: anyText,
    length,
    size: length,
  }),
  request: z.object({ method: anyText, useragent: anyText }).nullish().catch(undefined),
  actor: z.object({ name: anyText }).nullish().catch(undefined),
})

const REASONS: Readonly<Record<string, PoisonReason>> = {
  id: 'bad-id',
  action: 'unknown-action',
  target: 'no-target',
  'target.repository': 'bad-repository',
  'target.tag': 'bad-tag',
  'target.digest': 'bad-digest',
  'target.length': 'bad-length',
  'target.size': 'bad-length',
}

/** Reads one event, or says why it cannot be one. Follows distribution's format, versions 1 and 2 alike. */
export function readEvent(value: unknown): EventReading {
  const parsed = eventShape.safeParse(value)
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.') ?? ''
    return { kind: 'poison', reason: REASONS[path] ?? 'not-an-event' }
  }
  const { id, action, timestamp, target, request, actor } = parsed.data
  const tag = target.tag || null
  const digest = target.digest || null
  // A whole repository can be deleted; nothing else happens to no tag and no digest.
  if (tag === null && digest === null && action !== 'delete') return { kind: 'poison', reason: 'no-subject' }
  return {
    kind: 'event',
    event: {
      id,
      action,
      repository: target.repository,
      tag,
      digest,
      mediaType: target.mediaType || null,
      method: request?.method || null,
      actor: actor?.name || null,
      client: request?.useragent || null,
      timestamp,
    },
  }
}
