import 'server-only'
import { sql } from 'kysely'
import { z } from 'zod'
import { seesWhole, type Visibility } from '@/lib/access/rules/visibility'
import { visibleRepository } from '@/lib/access/store/visible'
import type { Executor } from '@/lib/db/connection'
import type { RepositoryName } from '@/lib/oci/name'
import type { Capabilities } from '@/lib/registry/types'
import type { HealthState, Registry, RegistrySummary } from './registry'
import { REGISTRY_COLUMNS, toRegistry } from './row'

const REGISTRIES_MAX = 1000

/** What an admin decides about a registry. */
export interface RegistrySettings {
  readonly url: string
  readonly username: string | null
  readonly passwordSealed: string | null
  readonly realmOrigin: string | null
  readonly caPem: string | null
  readonly repositories: readonly RepositoryName[] | null
  readonly namespaces: readonly RepositoryName[] | null
}

export interface NewRegistry extends RegistrySettings {
  readonly id: string
  readonly name: string
  readonly isDeclared: boolean
}

export async function findRegistryByName(query: Executor, name: string): Promise<Registry | undefined> {
  const row = await query
    .selectFrom('registry')
    .select(REGISTRY_COLUMNS)
    .where('name', '=', name)
    .executeTakeFirst()
  return row && toRegistry(row)
}

export async function findRegistryById(query: Executor, id: string): Promise<Registry | undefined> {
  const row = await query
    .selectFrom('registry')
    .select(REGISTRY_COLUMNS)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toRegistry(row)
}

/** All of them by name, at most 1,000. */
export async function listRegistryRows(query: Executor): Promise<readonly Registry[]> {
  const rows = await query
    .selectFrom('registry')
    .select(REGISTRY_COLUMNS)
    .orderBy('name')
    .limit(REGISTRIES_MAX)
    .execute()
  return rows.map(toRegistry)
}

export type RegistryFacts = Pick<RegistrySummary, 'counts' | 'storedBytes' | 'activeJobId'>

const factsRow = z.object({
  id: z.string(),
  namespaces: z.coerce.number(),
  repositories: z.coerce.number(),
  tags: z.coerce.number(),
  manifests: z.coerce.number(),
  stored_bytes: z.coerce.number().nullable(),
  job_id: z.string().nullable(),
})

/** What the index holds of some registries for one reader, by registry id. */
export async function loadRegistryFacts(
  query: Executor,
  ids: readonly string[],
  visibility: Visibility,
): Promise<ReadonlyMap<string, RegistryFacts>> {
  if (ids.length === 0) return new Map()
  const rows = await query
    .selectFrom('registry')
    .leftJoin('repository', (join) =>
      join
        .onRef('repository.registry_id', '=', 'registry.id')
        .on('repository.missing_since', 'is', null)
        .on(visibleRepository(visibility)),
    )
    .select(({ selectFrom }) => [
      'registry.id',
      'registry.stored_bytes',
      sql<number>`count(distinct repository.namespace)`.as('namespaces'),
      sql<number>`count(repository.id)`.as('repositories'),
      sql<number>`coalesce(sum(repository.tag_count), 0)`.as('tags'),
      sql<number>`coalesce(registry.manifest_count, 0)`.as('manifests'),
      selectFrom('job')
        .select('job.id')
        .whereRef('job.registry_id', '=', 'registry.id')
        .where('job.status', 'in', ['queued', 'running', 'cancelling'])
        .orderBy('job.created_at', 'desc')
        .limit(1)
        .as('job_id'),
    ])
    .where('registry.id', 'in', [...ids])
    .groupBy(['registry.id', 'registry.stored_bytes', 'registry.manifest_count'])
    .execute()
  return new Map(
    rows
      .map((row) => factsRow.parse(row))
      .map((row) => [row.id, seesWhole(visibility, row.id) ? toFacts(row) : partOf(toFacts(row))]),
  )
}

function toFacts(row: z.infer<typeof factsRow>): RegistryFacts {
  const { namespaces, repositories, tags, manifests } = row
  return {
    counts: { namespaces, repositories, tags, manifests },
    storedBytes: row.stored_bytes,
    activeJobId: row.job_id,
  }
}

/** What is counted for the whole registry, and its crawl, would tell of what the reader may not see. */
function partOf(facts: RegistryFacts): RegistryFacts {
  return { counts: { ...facts.counts, manifests: null }, storedBytes: null, activeJobId: null }
}

/** Answers false when the name is taken. */
export async function insertRegistry(tx: Executor, registry: NewRegistry, now: number): Promise<boolean> {
  const result = await tx
    .insertInto('registry')
    .values({
      id: registry.id,
      name: registry.name,
      ...settingColumns(registry),
      capabilities: null,
      probed_at: null,
      health: 'unknown',
      health_code: null,
      health_at: null,
      synced_at: null,
      is_declared: registry.isDeclared ? 1 : 0,
      stored_bytes: null,
      manifest_count: null,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export interface SettingsChange {
  readonly id: string
  readonly settings: RegistrySettings
  readonly isDeclared: boolean
}

export async function updateSettings(tx: Executor, change: SettingsChange, now: number): Promise<void> {
  await tx
    .updateTable('registry')
    .set({
      ...settingColumns(change.settings),
      is_declared: change.isDeclared ? 1 : 0,
      updated_at: sql<number>`case when updated_at < ${now} then ${now} else updated_at + 1 end`,
    })
    .where('id', '=', change.id)
    .execute()
}

export async function setDeclared(tx: Executor, id: string, isDeclared: boolean): Promise<void> {
  await tx
    .updateTable('registry')
    .set({ is_declared: isDeclared ? 1 : 0 })
    .where('id', '=', id)
    .execute()
}

/** Null forgets what was found out, as a new address makes it meaningless. */
export async function saveCapabilities(
  tx: Executor,
  id: string,
  found: { readonly capabilities: Capabilities; readonly at: number } | null,
): Promise<void> {
  await tx
    .updateTable('registry')
    .set({
      capabilities: found === null ? null : JSON.stringify(found.capabilities),
      probed_at: found?.at ?? null,
    })
    .where('id', '=', id)
    .execute()
}

export interface HealthChange {
  readonly state: HealthState
  readonly code: string | null
  readonly at: number
}

/** Answers nothing; a registry removed in between is no error. */
export async function saveHealth(tx: Executor, id: string, { state, code, at }: HealthChange): Promise<void> {
  await tx
    .updateTable('registry')
    .set({ health: state, health_code: code, health_at: at })
    .where('id', '=', id)
    .execute()
}

/** Its repositories, tags and jobs go with it. */
export async function deleteRegistry(tx: Executor, id: string): Promise<void> {
  await tx.deleteFrom('registry').where('id', '=', id).execute()
}

function settingColumns(settings: RegistrySettings) {
  return {
    url: settings.url,
    username: settings.username,
    password_sealed: settings.passwordSealed,
    realm_origin: settings.realmOrigin,
    ca_pem: settings.caPem,
    repository_list: settings.repositories === null ? null : JSON.stringify(settings.repositories),
    namespace_list: settings.namespaces === null ? null : JSON.stringify(settings.namespaces),
  }
}
