import { z } from 'zod'
import { endpoint } from './endpoint'
import {
  cursorQuery,
  epochMs,
  limitQuery,
  pageOf,
  registryName,
  repositorySlugParam,
  tagParam,
} from './fields'

const eventDigest = z
  .object({
    digest: z.string(),
    /** False when the repository no longer holds it: there is nothing to open. */
    isHeld: z.boolean(),
  })
  .nullable()

export const tagEventShape = z
  .object({
    id: z.string(),
    registry: z.string(),
    repository: z.string(),
    tag: z.string(),
    kind: z.enum(['created', 'moved', 'deleted']),
    /** What it named before; null for a tag that was new. */
    from: eventDigest,
    /** What it named from then on; null when it was deleted. */
    to: eventDigest,
    /** The exact time, where the registry told it; else it was after `afterAt` and not later than `beforeAt`. */
    occurredAt: epochMs.nullable(),
    /** The last look before; null when nobody had looked. */
    afterAt: epochMs.nullable(),
    beforeAt: epochMs,
    /** Who did it, where the registry told it. */
    actor: z.string().nullable(),
    /** The program they did it with. */
    client: z.string().nullable(),
    learnedBy: z.enum(['notification', 'crawl', 'light-check', 'assay']),
    /** It was there the first time anybody looked. */
    isFirstLook: z.boolean(),
    /** The registry delivers events, and none told of this. */
    isUnannounced: z.boolean(),
  })
  .meta({ id: 'TagEvent' })

const repositoryParams = z.object({ registry: registryName, repository: repositorySlugParam })
const kind = z.enum(['created', 'moved', 'deleted']).optional()
const unannounced = z.enum(['true', 'false']).optional()
const paging = { limit: limitQuery, cursor: cursorQuery }

export const tagHistory = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/repositories/{repository}/tags/{tag}/history',
  summary: 'List every digest a tag pointed to, newest first; also of a tag that is gone',
  tag: 'Catalog',
  access: 'actor',
  params: repositoryParams.extend({ tag: tagParam }),
  query: z.object(paging),
  status: 200,
  output: pageOf(tagEventShape).extend({
    /** What the tag names now; null when it is gone or could not be read. */
    digest: z.string().nullable(),
    isPresent: z.boolean(),
  }),
  problems: ['invalid-repository', 'invalid-tag', 'invalid-cursor', 'invalid-limit'],
})

export const repositoryActivity = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/repositories/{repository}/activity',
  summary: 'List what happened to the tags of a repository, newest first',
  tag: 'Catalog',
  access: 'actor',
  params: repositoryParams,
  query: z.object({ tag: tagParam.optional(), kind, unannounced, ...paging }),
  status: 200,
  output: pageOf(tagEventShape),
  problems: ['invalid-repository', 'invalid-tag', 'invalid-cursor', 'invalid-limit'],
})

export const listActivity = endpoint({
  method: 'GET',
  path: '/api/v1/activity',
  summary: 'List what happened to tags in all registries, newest first',
  tag: 'Catalog',
  access: 'actor',
  query: z.object({ registry: registryName.optional(), kind, unannounced, ...paging }),
  status: 200,
  output: pageOf(tagEventShape),
  problems: ['invalid-cursor', 'invalid-limit'],
})
