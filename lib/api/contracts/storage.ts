import { z } from 'zod'
import { endpoint } from './endpoint'
import { bytes, epochMs, registryName } from './fields'

/** What something holds and holds alone. Sizes are null where they are unknown, or not all of it may be seen. */
export const storageFigures = {
  /** Bytes of distinct manifests, configs and layers. */
  totalBytes: bytes.nullable(),
  /** Those of them that nothing else of its kind holds: no other repository, namespace or registry. */
  uniqueBytes: bytes.nullable(),
  sharedBytes: bytes.nullable(),
  repositories: z.number().int(),
  tags: z.number().int(),
  /** Manifests in it that nobody has read yet, such as attestations: their bytes are not counted. */
  unreadManifests: z.number().int(),
}

const rest = z.object({ count: z.number().int(), areaBytes: bytes }).nullable()

const node = z.object({
  kind: z.enum(['namespace', 'repository']),
  path: z.string(),
  ...storageFigures,
  /** What its area stands for: of a namespace the bytes of its repositories, each counted for itself. */
  areaBytes: bytes,
})

export const getStorage = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/storage',
  summary: 'What the namespaces and repositories of a registry take: total, shared and unique bytes',
  tag: 'Catalog',
  access: 'actor',
  params: z.object({ registry: registryName }),
  query: z.object({
    /** Everything below it; absent for the whole registry. */
    namespace: z.string().max(255).optional(),
    /** What areas stand for. */
    by: z.enum(['total', 'unique']).optional(),
  }),
  status: 200,
  output: z.object({
    registry: z.string(),
    namespace: z.string(),
    by: z.enum(['total', 'unique']),
    /** When it was added up; null when that is still to come. */
    asOf: epochMs.nullable(),
    /** Whether something changed since. */
    isStale: z.boolean(),
    /** All of it; null where only a part may be seen. */
    here: z.object(storageFigures).nullable(),
    /** The largest first, two levels; what does not fit is in `rest`. */
    items: z.array(node.extend({ children: z.array(node), rest })),
    rest,
    /** The layers that save most by being stored once, at most 50; of a whole registry only. */
    layers: z.array(
      z.object({
        digest: z.string(),
        size: bytes,
        /** An image that two repositories hold counts twice. */
        images: z.number().int(),
        repositories: z.number().int(),
        /** What storing it for each image would take in addition. */
        savedBytes: bytes,
      }),
    ),
  }),
  problems: [],
})
