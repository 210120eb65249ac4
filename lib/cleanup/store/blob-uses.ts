import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'
import type { BlobUse } from '../rules/deletion/reclaimable'

const DIGESTS_PER_QUERY = 500
const BLOBS_PER_QUERY = 100

interface Part {
  readonly digest: string
  readonly size: number
  readonly uses: number
}

/**
 * The blobs of some manifests of a repository, themselves included, each with how often they use it and whether
 * anything else of the registry does. Reads no more of a layer's users than it takes to tell.
 */
export async function readBlobUses(
  db: Executor,
  place: { readonly registryId: string; readonly repositoryId: string },
  manifests: readonly string[],
): Promise<readonly BlobUse[]> {
  const layers = new Map<string, Part>()
  const configs = new Map<string, Part>()
  const own: Part[] = []
  for (let start = 0; start < manifests.length; start += DIGESTS_PER_QUERY) {
    const some = manifests.slice(start, start + DIGESTS_PER_QUERY)
    add(layers, await layersOf(db, some))
    add(configs, await configsOf(db, some))
    own.push(...(await sizesOf(db, some)))
  }
  return [
    ...(await usedByLayers(db, place.registryId, [...layers.values()])),
    ...(await usedByConfigs(db, place.registryId, [...configs.values()])),
    ...(await usedByRepositories(db, place.registryId, own)),
  ]
}

function add(into: Map<string, Part>, parts: readonly Part[]): void {
  for (const part of parts) {
    into.set(part.digest, { ...part, uses: part.uses + (into.get(part.digest)?.uses ?? 0) })
  }
}

function layersOf(db: Executor, manifests: readonly string[]): Promise<readonly Part[]> {
  return db
    .selectFrom('manifest_layer')
    .select((eb) => ['layer_digest as digest', eb.fn.max<number>('size').as('size')])
    .select(sql<number>`count(distinct manifest_digest)`.as('uses'))
    .where('manifest_digest', 'in', [...manifests])
    .groupBy('layer_digest')
    .execute()
}

async function configsOf(db: Executor, manifests: readonly string[]): Promise<readonly Part[]> {
  const rows = await db
    .selectFrom('manifest')
    .select((eb) => ['config_digest as digest', eb.fn.countAll<number>().as('uses')])
    .select((eb) => eb.fn.max('config_size').as('size'))
    .where('digest', 'in', [...manifests])
    .where('config_digest', 'is not', null)
    .groupBy('config_digest')
    .execute()
  return rows.map(({ digest, size, uses }) => ({ digest: digest ?? '', size: size ?? 0, uses }))
}

async function sizesOf(db: Executor, manifests: readonly string[]): Promise<readonly Part[]> {
  const rows = await db
    .selectFrom('manifest')
    .select(['digest', 'size'])
    .where('digest', 'in', [...manifests])
    .execute()
  return rows.map((row) => ({ ...row, uses: 1 }))
}

const held = (column: string, registryId: string) => sql`
  join repository_manifest as held on held.digest = ${sql.ref(column)}
  join repository on repository.id = held.repository_id and repository.registry_id = ${registryId}`

function usedByLayers(db: Executor, registryId: string, parts: readonly Part[]): Promise<readonly BlobUse[]> {
  return counted(
    db,
    parts,
    (digest) => sql`from manifest_layer ${held('manifest_layer.manifest_digest', registryId)}
    where manifest_layer.layer_digest = ${digest}`,
  )
}

function usedByConfigs(
  db: Executor,
  registryId: string,
  parts: readonly Part[],
): Promise<readonly BlobUse[]> {
  return counted(
    db,
    parts,
    (digest) => sql`from manifest ${held('manifest.digest', registryId)}
    where manifest.config_digest = ${digest}`,
  )
}

function usedByRepositories(
  db: Executor,
  registryId: string,
  parts: readonly Part[],
): Promise<readonly BlobUse[]> {
  return counted(
    db,
    parts,
    (digest) => sql`from repository_manifest as held
    join repository on repository.id = held.repository_id and repository.registry_id = ${registryId}
    where held.digest = ${digest}`,
  )
}

type Users = (digest: ReturnType<typeof sql.ref>) => ReturnType<typeof sql>

/** Counts users up to one more than are known, those of about as many in one question. */
async function counted(db: Executor, parts: readonly Part[], users: Users): Promise<readonly BlobUse[]> {
  const sorted = [...parts].sort((one, other) => one.uses - other.uses)
  const found: BlobUse[] = []
  for (let start = 0; start < sorted.length; start += BLOBS_PER_QUERY) {
    const some = sorted.slice(start, start + BLOBS_PER_QUERY)
    const enough = (some.at(-1)?.uses ?? 0) + 1
    const values = sql.join(some.map(({ digest }) => sql`(${digest})`))
    const { rows } = await sql<{ digest: string; uses: number }>`with asked (digest) as (values ${values})
      select asked.digest, (select count(*) from (select 1 ${users(sql.ref('asked.digest'))}
        limit ${sql.lit(enough)}) as met) as uses from asked`.execute(db)
    const uses = new Map(rows.map((row) => [row.digest, row.uses]))
    for (const part of some) {
      found.push({
        digest: part.digest,
        size: part.size,
        usesHere: part.uses,
        usesAnywhere: uses.get(part.digest) ?? 0,
      })
    }
  }
  return found
}
