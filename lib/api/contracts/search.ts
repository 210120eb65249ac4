import { z } from 'zod'
import { endpoint } from './endpoint'
import { bytes, cursorQuery, limitQuery, pageOf, searchText } from './fields'
import { goldenMarkShape } from './golden-shapes'

export const SEARCH_GROUPS = ['repositories', 'tags', 'images', 'layers', 'labels'] as const

const place = { registry: z.string(), repository: z.string() }
const golden = z.array(goldenMarkShape)
const label = z.object({ name: z.string(), value: z.string() })
/** Counting stops where it is enough to know that there are many. */
const count = z.object({ count: z.number().int(), isAtLeast: z.boolean() })

const scope = {
  q: searchText,
  /** Only this registry. */
  registry: z.string().max(40).optional(),
  /** Only this namespace and everything below it. */
  namespace: z.string().max(255).optional(),
}

export const search = endpoint({
  method: 'GET',
  path: '/api/v1/search',
  summary: 'Find repositories, tags, images and layers by digest, and images by label; at most ten of each',
  tag: 'Catalog',
  access: 'actor',
  query: z.object(scope),
  status: 200,
  costs: 'search',
  output: z.object({
    repositories: z.array(z.object({ ...place, tagCount: z.number().int() })),
    tags: z.array(z.object({ ...place, tag: z.string(), digest: z.string().nullable(), golden })),
    /** Images and other manifests, found by their digest. */
    digests: z.array(
      z.object({ ...place, digest: z.string(), kind: z.string(), tags: z.array(z.string()), golden }),
    ),
    layers: z.array(z.object({ ...place, digest: z.string(), size: bytes })),
    /** Images found by a label of their config. */
    labels: z.array(z.object({ ...place, digest: z.string(), tags: z.array(z.string()), label, golden })),
    counts: z.object({
      repositories: count,
      tags: count,
      images: count,
      layers: count,
      labels: count,
    }),
    /** What was looked for: `q`, or what was likely meant by it where `q` itself finds nothing. */
    q: z.string(),
    isCorrected: z.boolean(),
    /** Texts to mark in what was found. */
    terms: z.array(z.string()),
  }),
  problems: ['too-many-requests'],
})

export const hitShape = z
  .object({
    ...place,
    tag: z.string().nullable(),
    /** Of the image, or of what the tag names. */
    digest: z.string().nullable(),
    kind: z.string().nullable(),
    /** Of a repository. */
    tagCount: z.number().int().nullable(),
    /** Some tags of the image. */
    tags: z.array(z.string()),
    layer: z.object({ digest: z.string(), size: bytes }).nullable(),
    label: label.nullable(),
    /** What the image is in golden lines. */
    golden,
  })
  .meta({ id: 'SearchHit' })

export const searchGroup = endpoint({
  method: 'GET',
  path: '/api/v1/search/{group}',
  summary: 'Everything of one kind that a search finds',
  tag: 'Catalog',
  access: 'actor',
  params: z.object({ group: z.enum(SEARCH_GROUPS) }),
  query: z.object({ ...scope, limit: limitQuery, cursor: cursorQuery }),
  status: 200,
  output: pageOf(hitShape).extend({
    /** Whether there are at least `total`: counting stops at 1,000. */
    isAtLeast: z.boolean(),
    terms: z.array(z.string()),
  }),
  problems: ['invalid-cursor', 'invalid-limit'],
})
