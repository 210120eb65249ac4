import 'server-only'
import { setImmediate } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'

export interface RegistryTotals {
  /** Bytes of distinct manifests, configs and layers; null when there are tags and none of them could be read. */
  readonly storedBytes: number | null
  readonly manifestCount: number
}

const HEX = '0123456789abcdef'
const RANGES = [...HEX].flatMap((first) => [...HEX].map((second) => `sha256:${first}${second}`))
/** Fewer manifests are added up in one question. */
const SMALL_MAX = 5_000

/** What a registry holds, each digest once. A large one is asked in small questions, so that no reader waits long. */
export async function readRegistryTotals(db: Executor, registryId: string): Promise<RegistryTotals> {
  let storedBytes = 0
  let manifestCount = 0
  for (const prefix of (await isSmall(db)) ? [''] : RANGES) {
    const manifests = await sumManifests(db, registryId, prefix)
    storedBytes += manifests.bytes + (await sumLayers(db, registryId, prefix))
    manifestCount += manifests.count
    await setImmediate()
  }
  const isUnknown = manifestCount === 0 && (await hasTags(db, registryId))
  return { storedBytes: isUnknown ? null : storedBytes, manifestCount }
}

async function hasTags(db: Executor, registryId: string): Promise<boolean> {
  const row = await db
    .selectFrom('repository')
    .select('id')
    .where('registry_id', '=', registryId)
    .where('tag_count', '>', 0)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

async function isSmall(db: Executor): Promise<boolean> {
  const row = await db
    .selectFrom('manifest')
    .select('digest')
    .orderBy('digest')
    .offset(SMALL_MAX)
    .limit(1)
    .executeTakeFirst()
  return row === undefined
}

async function sumManifests(db: Executor, registryId: string, prefix: string) {
  const { rows } = await sql<{ bytes: number; count: number }>`
    select coalesce(sum(size + coalesce(config_size, 0)), 0) as bytes, count(*) as count from manifest
    where ${within('digest', prefix)} and ${isHeld('manifest.digest', registryId)}`.execute(db)
  return rows[0] ?? { bytes: 0, count: 0 }
}

async function sumLayers(db: Executor, registryId: string, prefix: string): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`select coalesce(sum(size), 0) as bytes from (
    select max(size) as size from manifest_layer where ${within('layer_digest', prefix)}
    and ${isHeld('manifest_layer.manifest_digest', registryId)} group by layer_digest) as layers`.execute(db)
  return rows[0]?.bytes ?? 0
}

function within(column: string, prefix: string): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} >= ${prefix} and ${sql.ref(column)} < ${`${prefix}~`}`
}

function isHeld(column: string, registryId: string): RawBuilder<boolean> {
  return sql<boolean>`exists (select 1 from repository_manifest as held
    join repository on repository.id = held.repository_id
    where held.digest = ${sql.ref(column)} and repository.registry_id = ${registryId})`
}
