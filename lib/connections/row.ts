import 'server-only'
import { z } from 'zod'
import { isRepositoryName } from '@/lib/oci/name'
import type { Capabilities } from '@/lib/registry/types'
import type { Registry, VanishAlert } from './registry'

export const REGISTRY_COLUMNS = [
  'id',
  'name',
  'url',
  'username',
  'password_sealed',
  'realm_origin',
  'ca_pem',
  'repository_list',
  'capabilities',
  'probed_at',
  'health',
  'health_code',
  'health_at',
  'synced_at',
  'namespace_list',
  'vanish_since',
  'vanish_known',
  'vanish_missing',
  'vanish_names',
  'is_declared',
  'updated_at',
] as const

const state = z.enum(['yes', 'no', 'unknown']).catch('unknown')
const capabilities = z.object({
  catalog: state,
  tagPaging: state,
  deleteEnabled: state,
  deleteByTag: z.enum(['yes', 'no', 'unknown', 'refused']).catch('unknown'),
  referrersApi: state,
  mount: state,
  conditionalGet: state,
  authentication: z.enum(['anonymous', 'basic', 'bearer']),
  realm: z.string().nullable(),
  server: z.string().nullable(),
  latencyMs: z.number(),
  // What was probed before clocks were compared does not say.
  clockSkewMs: z.number().nullable().default(null),
}) satisfies z.ZodType<Capabilities>

const repositoryList = z.array(z.string().refine(isRepositoryName))
const json = <S extends z.ZodType>(shape: S) =>
  z
    .string()
    .nullable()
    .transform((text): unknown => (text === null ? null : JSON.parse(text)))
    .pipe(shape.nullable())

const registryRow = z
  .object({
    id: z.string(),
    name: z.string(),
    url: z.string(),
    username: z.string().nullable(),
    password_sealed: z.string().nullable(),
    realm_origin: z.string().nullable(),
    ca_pem: z.string().nullable(),
    repository_list: json(repositoryList),
    capabilities: json(capabilities),
    probed_at: z.number().nullable(),
    health: z.enum(['unknown', 'up', 'failing']),
    health_code: z.string().nullable(),
    health_at: z.number().nullable(),
    synced_at: z.number().nullable(),
    namespace_list: json(repositoryList),
    vanish_since: z.number().nullable(),
    vanish_known: z.number().nullable(),
    vanish_missing: z.number().nullable(),
    vanish_names: json(z.array(z.string())),
    is_declared: z.number(),
    updated_at: z.number(),
  })
  .transform(
    (row): Registry => ({
      id: row.id,
      name: row.name,
      url: row.url,
      username: row.username,
      passwordSealed: row.password_sealed,
      realmOrigin: row.realm_origin,
      caPem: row.ca_pem,
      repositories: row.repository_list,
      namespaces: row.namespace_list,
      capabilities: row.capabilities,
      probedAt: row.probed_at,
      health: { state: row.health, code: row.health_code, at: row.health_at },
      syncedAt: row.synced_at,
      vanish: vanishOf(row),
      isDeclared: row.is_declared === 1,
      updatedAt: row.updated_at,
    }),
  )

interface VanishColumns {
  readonly vanish_since: number | null
  readonly vanish_known: number | null
  readonly vanish_missing: number | null
  readonly vanish_names: readonly string[] | null
}

function vanishOf(row: VanishColumns): VanishAlert | null {
  if (row.vanish_since === null) return null
  return {
    since: row.vanish_since,
    known: row.vanish_known ?? 0,
    missing: row.vanish_missing ?? 0,
    names: row.vanish_names ?? [],
  }
}

/** A row of the `registry` table as the rest of Assay knows it. */
export function toRegistry(row: unknown): Registry {
  return registryRow.parse(row)
}
