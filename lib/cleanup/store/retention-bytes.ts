import 'server-only'
import { type RawBuilder, sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'
import type { HeldBlob } from '../rules/retention/freed'

/* The registry is compared through coalesce so that SQLite starts from the digests, not from all a registry holds. */
const PER_QUERY = 2_000
/** Most manifests share most of their layers, so that few rows come of many. */
const LAYERS_PER_QUERY = 16_000
/** Looked for one by one, whatever share of the registry they are. */
const FEW = 500
/** Looking for one blob costs about as much as passing eight. */
const MOST_SHARE = 8
/** The blobs of more manifests do not pass through memory at once. */
const PASSED_MAX = 200_000

/** Everything manifests are made of that go: their own bytes, configs and layers, with how often all that is held. */
export async function readGoingBlobs(
  db: Executor,
  registryId: string,
  /** How many repositories each going manifest leaves. */
  going: ReadonlyMap<string, number>,
): Promise<readonly HeldBlob[]> {
  const layers = new Map<string, { size: number; going: number }>()
  const configs = new Map<string, { size: number; going: number }>()
  const blobs: HeldBlob[] = []
  // In order, so that neighbours of the index are read together.
  for (const some of chunks([...going.keys()].sort())) {
    for (const row of await readManifests(db, registryId, some)) {
      const holders = going.get(row.digest) ?? 0
      blobs.push({ digest: row.digest, size: row.size, goingHolders: holders, holders: row.held })
      if (row.config !== null) add(configs, { digest: row.config, size: row.configSize ?? 0, going: holders })
    }
  }
  for (const { digests, holders } of byHolders(going)) {
    const { rows } = await sql<{ digest: string; size: number; count: number }>`
      select layer_digest as digest, max(size) as size, count(*) as count from manifest_layer
      where manifest_digest in (${sql.join(digests)}) group by layer_digest`.execute(db)
    for (const { digest, size, count } of rows) add(layers, { digest, size, going: Number(count) * holders })
  }
  const isAll = await isMost(db, registryId, going.size)
  for (const [known, { sought, passed }] of [
    [layers, LAYERS],
    [configs, CONFIGS],
  ] as const) {
    const questions = isAll
      ? [passed(registryId)]
      : [...chunks([...known.keys()].sort())].map(sought(registryId))
    for (const question of questions) {
      for (const { digest, held } of (await question.execute(db)).rows) {
        const own = known.get(digest)
        if (own !== undefined)
          blobs.push({ digest, size: own.size, goingHolders: own.going, holders: Number(held) })
      }
    }
  }
  return blobs
}

interface HeldRow {
  readonly digest: string
  readonly held: number
}

/** How often blobs are held: looked for one by one, or by passing all that a registry holds. */
interface Holders {
  readonly sought: (registryId: string) => (digests: readonly string[]) => RawBuilder<HeldRow>
  readonly passed: (registryId: string) => RawBuilder<HeldRow>
}

const LAYERS: Holders = {
  sought: (registryId) => (digests) =>
    sql<HeldRow>`select layer.layer_digest as digest, count(*) as held
    from manifest_layer as layer join repository_manifest as held on held.digest = layer.manifest_digest
    join repository on repository.id = held.repository_id and coalesce(repository.registry_id, '') = ${registryId}
    where layer.layer_digest in (${sql.join(digests)}) group by layer.layer_digest`,
  passed: (registryId) => sql<HeldRow>`select layer.layer_digest as digest, count(*) as held
    from repository join repository_manifest as held on held.repository_id = repository.id
    join manifest_layer as layer on layer.manifest_digest = held.digest
    where repository.registry_id = ${registryId} group by layer.layer_digest`,
}

const CONFIGS: Holders = {
  sought: (registryId) => (digests) =>
    sql<HeldRow>`select manifest.config_digest as digest, count(*) as held
    from manifest join repository_manifest as held on held.digest = manifest.digest
    join repository on repository.id = held.repository_id and coalesce(repository.registry_id, '') = ${registryId}
    where manifest.config_digest in (${sql.join(digests)}) group by manifest.config_digest`,
  passed: (registryId) => sql<HeldRow>`select manifest.config_digest as digest, count(*) as held
    from repository join repository_manifest as held on held.repository_id = repository.id
    join manifest on manifest.digest = held.digest and manifest.config_digest is not null
    where repository.registry_id = ${registryId} group by manifest.config_digest`,
}

/** Whether so much goes that reading everything the registry holds costs less than looking for each of it. */
async function isMost(db: Executor, registryId: string, going: number): Promise<boolean> {
  if (going < FEW) return false
  const row = await db
    .selectFrom('repository')
    .select((eb) => eb.fn.sum<number | null>('manifest_count').as('manifests'))
    .where('registry_id', '=', registryId)
    .executeTakeFirst()
  const manifests = Number(row?.manifests ?? Number.MAX_SAFE_INTEGER)
  return manifests <= PASSED_MAX && going * MOST_SHARE >= manifests
}

/** What going indexes list that nothing else of the repository needs: no tag and no index that stays. */
export async function listGoingChildren(
  db: Executor,
  repositoryId: string,
  going: readonly string[],
): Promise<readonly string[]> {
  const gone = new Set(going)
  const children: string[] = []
  for (const some of chunks(going)) {
    const { rows } = await sql<{ child: string; other: string | null; tagged: number }>`
      select child.child_digest as child, parent.parent_digest as other,
        (select count(*) from tag where tag.repository_id = held.repository_id
          and tag.digest = child.child_digest and tag.missing_since is null) as tagged
      from manifest_child as child
      join repository_manifest as held on held.digest = child.child_digest and held.repository_id = ${repositoryId}
      left join manifest_child as parent on parent.child_digest = child.child_digest
        and parent.parent_digest <> child.parent_digest
        and exists (select 1 from repository_manifest as also
          where also.repository_id = held.repository_id and also.digest = parent.parent_digest)
      where child.parent_digest in (${sql.join(some)})`.execute(db)
    const needed = new Set(
      rows
        .filter(({ other, tagged }) => tagged > 0 || (other !== null && !gone.has(other)))
        .map(({ child }) => child),
    )
    children.push(...rows.map(({ child }) => child).filter((child) => !needed.has(child) && !gone.has(child)))
  }
  return [...new Set(children)]
}

async function readManifests(db: Executor, registryId: string, digests: readonly string[]) {
  const { rows } = await sql<{
    digest: string
    size: number
    config: string | null
    configSize: number | null
    held: number
  }>`select manifest.digest, manifest.size, manifest.config_digest as config,
      manifest.config_size as "configSize", count(repository.id) as held
    from manifest join repository_manifest as held on held.digest = manifest.digest
    join repository on repository.id = held.repository_id and coalesce(repository.registry_id, '') = ${registryId}
    where manifest.digest in (${sql.join(digests)})
    group by manifest.digest, manifest.size, manifest.config_digest, manifest.config_size`.execute(db)
  return rows
}

function add(
  blobs: Map<string, { size: number; going: number }>,
  blob: { readonly digest: string; readonly size: number; readonly going: number },
): void {
  const own = blobs.get(blob.digest)
  if (own === undefined) blobs.set(blob.digest, { size: blob.size, going: blob.going })
  else own.going += blob.going
}

/** Manifests that leave equally many repositories together: what they share is then counted by the database. */
function* byHolders(going: ReadonlyMap<string, number>) {
  for (const holders of new Set(going.values())) {
    const alike = [...going.keys()].filter((digest) => going.get(digest) === holders).sort()
    for (const digests of chunks(alike, LAYERS_PER_QUERY)) yield { digests, holders }
  }
}

function* chunks(all: readonly string[], size = PER_QUERY): Generator<readonly string[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size)
}
