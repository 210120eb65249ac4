import { z } from 'zod'
import { endpoint } from './endpoint'
import { allowed, bytes, epochMs, registryName, repositoryNameField, scopeRights } from './fields'

const capability = z.enum(['yes', 'no', 'unknown'])

export const capabilitiesShape = z.object({
  catalog: capability,
  tagPaging: capability,
  deleteEnabled: capability,
  /** `no` deletes digests alone; `refused` takes no part of it, and tags are deleted by an API of its own. */
  deleteByTag: z.enum(['yes', 'no', 'unknown', 'refused']),
  referrersApi: capability,
  mount: capability,
  conditionalGet: capability,
  authentication: z.enum(['anonymous', 'basic', 'bearer']),
  realm: z.string().nullable(),
  server: z.string().nullable(),
  latencyMs: z.number(),
  /** How far the registry's clock is ahead of Assay's, ms, to about a second. */
  clockSkewMs: z.number().nullable(),
})

export const registryShape = z
  .object({
    id: z.string(),
    name: z.string(),
    url: z.string(),
    username: z.string().nullable(),
    hasPassword: z.boolean(),
    hasCa: z.boolean(),
    realmOrigin: z.string().nullable(),
    /** Null reads the catalog; else the repositories an admin listed. */
    repositories: z.array(z.string()).nullable(),
    /** Where there is no catalog: namespaces whose repositories are learned from the registry's events. */
    namespaces: z.array(z.string()).nullable(),
    isDeclared: z.boolean(),
    capabilities: capabilitiesShape.nullable(),
    probedAt: epochMs.nullable(),
    health: z.object({
      state: z.enum(['unknown', 'up', 'failing']),
      code: z.string().nullable(),
      message: z.string().nullable(),
      at: epochMs.nullable(),
    }),
    syncedAt: epochMs.nullable(),
    isStale: z.boolean(),
    /** So many repositories are gone at once that nothing is removed; told to those who may manage it. */
    vanishAlert: z
      .object({
        since: epochMs,
        known: z.number().int(),
        missing: z.number().int(),
        /** The first 100 of the missing. */
        names: z.array(z.string()),
      })
      .nullable(),
    counts: z.object({
      namespaces: z.number(),
      repositories: z.number(),
      tags: z.number(),
      /** Null for who sees only a part of the registry. */
      manifests: z.number().nullable(),
    }),
    /** Bytes of distinct blobs and manifests in all its repositories; null before the first sync. */
    storedBytes: bytes.nullable(),
    activeJobId: z.string().nullable(),
    can: scopeRights.extend({ manage: allowed }),
  })
  .meta({ id: 'Registry' })

const registryParams = z.object({ registry: registryName })

/** CR, LF and NUL would end the header the value travels in. */
const headerSafe = (text: string) => !/[\r\n\0]/.test(text)
const username = z
  .string()
  .min(1)
  .max(255)
  .refine(headerSafe, 'Line breaks and NUL are not allowed.')
  .refine((text) => !text.includes(':'), 'A user name cannot hold a colon (RFC 7617).')
const password = z.string().min(1).max(4096).refine(headerSafe, 'Line breaks and NUL are not allowed.')
/** Checked again, by scheme, port and address, in the use case. */
const registryUrl = z.string().min(1)
const caPem = z.string().max(65_536)
const repositoryList = z.array(repositoryNameField).max(10_000)
const namespaceList = z.array(repositoryNameField).max(1000)
/** The token realm's origin the admin has seen and accepts; asked for by `realm-confirmation-required`. */
const confirmRealmOrigin = z.string().max(2048)

const connectionProblems = [
  'realm-confirmation-required',
  'realm-not-allowed',
  'url-invalid',
  'url-scheme',
  'url-userinfo',
  'url-port',
  'url-not-allowed',
  'invalid-certificate',
  'private-key-not-accepted',
  'upstream-unreachable',
  'upstream-auth',
  'upstream-error',
  'upstream-invalid',
  'upstream-tls',
  'upstream-timeout',
] as const

export const listRegistries = endpoint({
  method: 'GET',
  path: '/api/v1/registries',
  summary: 'List the registries Assay is connected to',
  tag: 'Registries',
  access: 'actor',
  status: 200,
  output: z.object({ items: z.array(registryShape), can: z.object({ create: allowed }) }),
  problems: [],
})

export const createRegistry = endpoint({
  method: 'POST',
  path: '/api/v1/registries',
  summary: 'Connect a registry: check its address, probe it, store it and start indexing it',
  tag: 'Registries',
  access: 'actor',
  body: z.strictObject({
    name: registryName,
    url: registryUrl,
    username: username.nullable().optional(),
    password: password.nullable().optional(),
    caPem: caPem.nullable().optional(),
    repositories: repositoryList.nullable().optional(),
    namespaces: namespaceList.nullable().optional(),
    confirmRealmOrigin: confirmRealmOrigin.optional(),
  }),
  status: 201,
  output: registryShape,
  problems: ['forbidden', 'name-taken', ...connectionProblems],
})

export const getRegistry = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}',
  summary: 'Show one registry',
  tag: 'Registries',
  access: 'actor',
  params: registryParams,
  status: 200,
  output: registryShape,
  problems: [],
})

export const updateRegistry = endpoint({
  method: 'PATCH',
  path: '/api/v1/registries/{registry}',
  summary: 'Change a registry; what is absent stays, a null password removes it',
  tag: 'Registries',
  access: 'actor',
  params: registryParams,
  body: z.strictObject({
    url: registryUrl.optional(),
    username: username.nullable().optional(),
    password: password.nullable().optional(),
    caPem: caPem.nullable().optional(),
    repositories: repositoryList.nullable().optional(),
    namespaces: namespaceList.nullable().optional(),
    confirmRealmOrigin: confirmRealmOrigin.optional(),
  }),
  status: 200,
  output: registryShape,
  problems: ['forbidden', 'conflict', ...connectionProblems],
})

export const deleteRegistry = endpoint({
  method: 'DELETE',
  path: '/api/v1/registries/{registry}',
  summary: 'Disconnect a registry and drop its index; the registry itself is not touched',
  tag: 'Registries',
  access: 'actor',
  params: registryParams,
  query: z.object({ confirm: z.string() }),
  status: 204,
  problems: ['forbidden', 'precondition-failed', 'conflict'],
})

export const probeRegistry = endpoint({
  method: 'POST',
  path: '/api/v1/registries/{registry}/probe',
  summary: 'Ask a registry what it supports, without writing to it',
  tag: 'Registries',
  access: 'actor',
  params: registryParams,
  status: 200,
  costs: 'probe',
  output: registryShape,
  problems: ['forbidden', ...connectionProblems, 'too-many-requests'],
})

export const syncRegistry = endpoint({
  method: 'POST',
  path: '/api/v1/registries/{registry}/sync',
  summary: 'Start indexing a registry, or join the crawl that is under way',
  tag: 'Registries',
  access: 'actor',
  params: registryParams,
  status: 202,
  costs: 'sync',
  output: z.object({ jobId: z.string() }),
  problems: ['forbidden', 'too-many-requests'],
})

export const acceptVanished = endpoint({
  method: 'POST',
  path: '/api/v1/registries/{registry}/vanished/accept',
  summary: 'Say that the repositories a registry lost at once are really gone, so that they are removed',
  tag: 'Registries',
  access: 'actor',
  params: registryParams,
  /** The number that was shown: with another one by now nothing is accepted. */
  body: z.strictObject({ missing: z.number().int().min(1) }),
  status: 202,
  output: z.object({ jobId: z.string() }),
  problems: ['forbidden', 'conflict', 'precondition-failed'],
})

export const namespaceShape = z
  .object({
    /** '' for repositories with a bare name. */
    namespace: z.string(),
    repositories: z.number(),
    tags: z.number(),
    newestCreatedAt: epochMs.nullable(),
    /** Bytes of it and everything below it, as last added up; null where that is not known, or not all of it seen. */
    totalBytes: bytes.nullable(),
    /** Those of them that no repository elsewhere in the registry holds. */
    uniqueBytes: bytes.nullable(),
  })
  .meta({ id: 'Namespace' })

export const listNamespaces = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/namespaces',
  summary: 'List the namespaces that hold repositories, with counts of their own',
  tag: 'Catalog',
  access: 'actor',
  params: registryParams,
  status: 200,
  output: z.object({ items: z.array(namespaceShape), syncedAt: epochMs.nullable(), isStale: z.boolean() }),
  problems: [],
})
