import { z } from 'zod'
import { endpoint } from './endpoint'
import {
  allowed,
  bytes,
  cursorQuery,
  digestParam,
  epochMs,
  limitQuery,
  pageOf,
  registryName,
  repositoryNameField,
  repositorySlugParam,
} from './fields'

const registryParams = z.object({ registry: registryName })

const collection = z.object({
  /** By what the registry was found to support. */
  program: z.enum(['distribution-2', 'distribution-3', 'other', 'unknown']),
  explanation: z.string(),
  dangers: z.array(z.string()),
  recipes: z.array(
    z.object({
      platform: z.enum(['compose', 'systemd', 'kubernetes']),
      steps: z.array(z.object({ title: z.string(), command: z.string().nullable() })),
    }),
  ),
})

export const getGarbage = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/garbage',
  summary: 'What could be freed by repository, and how the operator of the registry collects it',
  tag: 'Clean-up',
  access: 'actor',
  params: registryParams,
  status: 200,
  output: z.object({
    registry: z.string(),
    /** When it was looked for last; null when that is still to come. */
    asOf: epochMs.nullable(),
    /** Since when the registry is watched: what lost its tag before is not known. */
    watchedSince: epochMs.nullable(),
    /** You see only some repositories; figures are of those. */
    isPartial: z.boolean(),
    manifests: z.number().int(),
    /** Bytes reclaimable after garbage collection, each blob counted once in the registry; null when unknown. */
    reclaimableBytes: bytes.nullable(),
    /** Manifests whose bytes nobody knows: they are not counted. */
    unknownManifests: z.number().int(),
    /** Manifests nothing known needs, in repositories where something could not be read. */
    undecidedManifests: z.number().int(),
    /** What frees most first, at most 500. */
    repositories: z.array(
      z.object({
        repository: z.string(),
        manifests: z.number().int(),
        /** Freed by this repository alone; what it shares with others is in the total only. */
        reclaimableBytes: bytes.nullable(),
        unknownManifests: z.number().int(),
        undecidedManifests: z.number().int(),
        /** Tags and indexes that could not be read. */
        unread: z.number().int(),
      }),
    ),
    collection,
  }),
  problems: [],
})

export const listDangling = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/dangling',
  summary: 'List the manifests that nothing needs, what frees most first',
  tag: 'Clean-up',
  access: 'actor',
  params: registryParams,
  query: z.object({
    repository: repositoryNameField.optional(),
    limit: limitQuery,
    cursor: cursorQuery,
  }),
  status: 200,
  output: pageOf(
    z.object({
      repository: z.string(),
      digest: z.string(),
      /** Null where nobody has read it. */
      kind: z.string().nullable(),
      platforms: z.array(z.string()),
      totalBytes: bytes.nullable(),
      /** Reclaimable after garbage collection if it alone were removed; null when unknown. */
      reclaimableBytes: bytes.nullable(),
      why: z.enum(['untagged', 'never-tagged', 'child', 'referrer']),
      /** The index that lists it, or what it speaks of. */
      of: z.string().nullable(),
      lastTag: z.string().nullable(),
      untaggedAt: epochMs.nullable(),
      firstSeenAt: epochMs,
      lastSeenAt: epochMs,
      can: z.object({ remove: allowed }),
    }),
  ),
  problems: ['invalid-cursor', 'invalid-limit', 'invalid-repository'],
})

const part = z.object({
  digest: z.string(),
  kind: z.enum(['manifest', 'config', 'layer']),
  sizeBytes: bytes.nullable(),
  /** Of the image it belongs to, in an index. */
  platform: z.string().nullable(),
})

export const getVerification = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/verification',
  summary: 'What the last check of a registry’s content found missing, by tag',
  tag: 'Clean-up',
  access: 'actor',
  params: registryParams,
  status: 200,
  output: z.object({
    registry: z.string(),
    /** Null before the first. */
    check: z
      .object({
        /** Null where it is not remembered any more, or not yours to know. */
        jobId: z.string().nullable(),
        status: z.string().nullable(),
        done: z.number().int().nullable(),
        failed: z.number().int().nullable(),
        total: z.number().int().nullable(),
        startedAt: epochMs,
        /** Null while it runs, and where it did not come to its end. */
        finishedAt: epochMs.nullable(),
        repositories: z.number().int(),
        manifests: z.number().int(),
        blobs: z.number().int(),
      })
      .nullable(),
    broken: z.array(
      z.object({
        repository: z.string(),
        digest: z.string(),
        /** At most 20. */
        tags: z.array(z.string()),
        foundAt: epochMs,
        missing: z.array(part),
        /** `repair` puts kept bytes back; `push-again` is for whoever builds the image. */
        remedy: z.enum(['repair', 'push-again']),
        can: z.object({ repair: allowed }),
      }),
    ),
    can: z.object({ verify: allowed }),
  }),
  problems: [],
})

export const verifyRegistry = endpoint({
  method: 'POST',
  path: '/api/v1/registries/{registry}/verification',
  summary: 'Check that every tagged manifest, what it lists and every blob still answers',
  tag: 'Clean-up',
  access: 'actor',
  params: registryParams,
  status: 202,
  output: z.object({ jobId: z.string() }),
  costs: 'sync',
  problems: ['forbidden'],
})

export const repairManifest = endpoint({
  method: 'POST',
  path: '/api/v1/registries/{registry}/repositories/{repository}/manifests/{digest}/repair',
  summary: 'Put the manifests back that a tagged manifest has lost, from their kept bytes',
  tag: 'Clean-up',
  access: 'actor',
  params: z.object({ registry: registryName, repository: repositorySlugParam, digest: digestParam }),
  status: 200,
  output: z.object({ restored: z.array(z.string()), stillMissing: z.number().int() }),
  problems: ['forbidden', 'conflict', 'blobs-gone', 'upstream-error', 'upstream-unreachable'],
})
