import { z } from 'zod'
import { endpoint } from './endpoint'
import {
  bytes,
  cursorQuery,
  epochMs,
  limitQuery,
  pageOf,
  registryName,
  repositorySlugParam,
  scopeRights,
  searchText,
  sortQuery,
  tagParam,
} from './fields'
import { goldenMarkShape } from './golden-shapes'
import { storageFigures } from './storage'

export const repositoryShape = z
  .object({
    registry: z.string(),
    name: z.string(),
    namespace: z.string(),
    tagCount: z.number().int(),
    /** Bytes of distinct blobs and manifests; null until indexed. */
    totalBytes: bytes.nullable(),
    newestCreatedAt: epochMs.nullable(),
    syncedAt: epochMs.nullable(),
    isStale: z.boolean(),
    /** Why the last comparison with the registry failed. */
    problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  })
  .meta({ id: 'Repository' })

export const REPOSITORY_SORTS = ['name', 'tags', 'size', 'created'] as const

export const listRepositories = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/repositories',
  summary: 'List repositories from the index',
  tag: 'Catalog',
  access: 'actor',
  params: z.object({ registry: registryName }),
  query: z.object({
    /** This namespace and everything below it. */
    namespace: z.string().max(255).optional(),
    q: searchText.optional(),
    /** `true` shows repositories that have no tag left. */
    empty: z.enum(['true', 'false']).optional(),
    sort: sortQuery(REPOSITORY_SORTS, 'name'),
    limit: limitQuery,
    cursor: cursorQuery,
  }),
  status: 200,
  output: pageOf(
    repositoryShape.extend({
      /** What of it is golden now, a version for each of its lines. */
      golden: z.array(goldenMarkShape),
    }),
  ),
  problems: ['invalid-cursor', 'invalid-limit', 'invalid-sort'],
})

const repositoryParams = z.object({ registry: registryName, repository: repositorySlugParam })

export const getRepository = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/repositories/{repository}',
  summary: 'Show one repository',
  tag: 'Catalog',
  access: 'actor',
  params: repositoryParams,
  status: 200,
  output: repositoryShape.extend({
    /** Manifests known to be in it, tagged or not. */
    manifestCount: z.number().int(),
    untaggedCount: z.number().int(),
    /** Whether the registry is being asked what changed, because somebody opened it. */
    isChecking: z.boolean(),
    /** Every platform any of its tags runs on, sorted. */
    platforms: z.array(z.string()),
    /** What it shares with other repositories of the registry and what only it holds; null when not added up yet. */
    storage: z.object({ ...storageFigures, asOf: epochMs }).nullable(),
    can: scopeRights,
  }),
  problems: ['invalid-repository'],
})

export const syncRepository = endpoint({
  method: 'POST',
  path: '/api/v1/registries/{registry}/repositories/{repository}/sync',
  summary: 'Compare one repository with the registry now',
  tag: 'Catalog',
  access: 'actor',
  params: repositoryParams,
  status: 202,
  costs: 'sync',
  output: z.object({ jobId: z.string() }),
  problems: ['invalid-repository', 'forbidden', 'too-many-requests'],
})

export const tagShape = z
  .object({
    name: z.string(),
    /** Null when the registry lists the tag but its manifest could not be read; `problem` says why. */
    digest: z.string().nullable(),
    problem: z.object({ code: z.string(), message: z.string() }).nullable(),
    kind: z.string(),
    mediaType: z.string().nullable(),
    artifactType: z.string().nullable(),
    totalBytes: bytes.nullable(),
    createdAt: epochMs.nullable(),
    /** The push happened after `pushedAfter` (null: never looked before) and not later than `pushedBefore`. */
    pushedAfter: epochMs.nullable(),
    pushedBefore: epochMs,
    platforms: z.array(z.string()),
    /** Other tags of this repository with the same digest. */
    siblings: z.number().int(),
    /** How often somebody asked for it by its name since `pullsSince`; null where no event tells of pulls. */
    pulls: z.number().int().nullable(),
    /** The last of them; null for none and where it is not known. */
    pulledAt: epochMs.nullable(),
    lastSeenAt: epochMs,
    /** What its digest is in the golden lines of the repository. */
    golden: z.array(goldenMarkShape),
    /** Parts of its content that the last check of the registry did not find; 0 where none, or where none was made. */
    missingParts: z.number().int(),
  })
  .meta({ id: 'Tag' })

export const TAG_SORTS = ['name', 'created', 'pushed', 'size', 'platforms', 'pulled'] as const

export const listTags = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/repositories/{repository}/tags',
  summary: 'List the tags of a repository from the index, any sort over all rows',
  tag: 'Catalog',
  access: 'actor',
  params: repositoryParams,
  query: z.object({
    q: searchText.optional(),
    platform: z.string().max(100).optional(),
    kind: z.string().max(40).optional(),
    /** Only tags of this digest. */
    digest: z.string().max(160).optional(),
    /** `false` leaves out the tags tools keep for themselves: `sha256-<hex>`, `.sig`, `.att`, `.sbom`. */
    tools: z.enum(['true', 'false']).optional(),
    sort: sortQuery(TAG_SORTS, '-name'),
    limit: limitQuery,
    cursor: cursorQuery,
  }),
  status: 200,
  output: pageOf(tagShape).extend({
    syncedAt: epochMs.nullable(),
    isStale: z.boolean(),
    /** Since when events tell of pulls; null where none ever came: then pulls are unknown. */
    pullsSince: epochMs.nullable(),
  }),
  problems: ['invalid-repository', 'invalid-cursor', 'invalid-limit', 'invalid-sort'],
})

export const getTag = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/repositories/{repository}/tags/{tag}',
  summary: 'Show one tag',
  tag: 'Catalog',
  access: 'actor',
  params: repositoryParams.extend({ tag: tagParam }),
  status: 200,
  output: tagShape.extend({ siblingNames: z.array(z.string()), pullsSince: epochMs.nullable() }),
  problems: ['invalid-repository', 'invalid-tag'],
})
