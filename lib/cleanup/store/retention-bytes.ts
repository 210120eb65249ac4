import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'
import type { HeldBlob } from '../rules/retention/freed'

/* The registry is compared through coalesce so that SQLite starts from the digests, not from all a registry holds. */
const PER_QUERY = 500

interface BlobRow {
  readonly digest: string
  readonly size: number | null
  readonly held: number
}

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
  for (const some of chunks([...going.keys()])) {
    for (const row of await readManifests(db, registryId, some)) {
      const holders = going.get(row.digest) ?? 0
      blobs.push({ digest: row.digest, size: row.size, goingHolders: holders, holders: row.held })
      if (row.config !== null) add(configs, { digest: row.config, size: row.configSize ?? 0, going: holders })
    }
    const rows = await db
      .selectFrom('manifest_layer')
      .select(['manifest_digest', 'layer_digest', 'size'])
      .where('manifest_digest', 'in', some)
      .execute()
    for (const { manifest_digest, layer_digest, size } of rows) {
      add(layers, { digest: layer_digest, size, going: going.get(manifest_digest) ?? 0 })
    }
  }
  for (const some of chunks([...layers.keys()])) {
    const rows = await countLayerHolders(db, registryId, some)
    blobs.push(...rows.map((row) => held(row, layers)))
  }
  for (const some of chunks([...configs.keys()])) {
    const rows = await countConfigHolders(db, registryId, some)
    blobs.push(...rows.map((row) => held(row, configs)))
  }
  return blobs
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

async function countLayerHolders(db: Executor, registryId: string, digests: readonly string[]) {
  const { rows } =
    await sql<BlobRow>`select layer.layer_digest as digest, max(layer.size) as size, count(*) as held
    from manifest_layer as layer join repository_manifest as held on held.digest = layer.manifest_digest
    join repository on repository.id = held.repository_id and coalesce(repository.registry_id, '') = ${registryId}
    where layer.layer_digest in (${sql.join(digests)}) group by layer.layer_digest`.execute(db)
  return rows
}

async function countConfigHolders(db: Executor, registryId: string, digests: readonly string[]) {
  const { rows } =
    await sql<BlobRow>`select manifest.config_digest as digest, max(manifest.config_size) as size,
      count(*) as held
    from manifest join repository_manifest as held on held.digest = manifest.digest
    join repository on repository.id = held.repository_id and coalesce(repository.registry_id, '') = ${registryId}
    where manifest.config_digest in (${sql.join(digests)}) group by manifest.config_digest`.execute(db)
  return rows
}

function held(row: BlobRow, known: ReadonlyMap<string, { size: number; going: number }>): HeldBlob {
  const own = known.get(row.digest)
  return {
    digest: row.digest,
    size: own?.size ?? row.size ?? 0,
    goingHolders: own?.going ?? 0,
    holders: Number(row.held),
  }
}

function add(
  blobs: Map<string, { size: number; going: number }>,
  blob: { readonly digest: string; readonly size: number; readonly going: number },
): void {
  const own = blobs.get(blob.digest)
  if (own === undefined) blobs.set(blob.digest, { size: blob.size, going: blob.going })
  else own.going += blob.going
}

function* chunks(all: readonly string[]): Generator<readonly string[]> {
  for (let start = 0; start < all.length; start += PER_QUERY) yield all.slice(start, start + PER_QUERY)
}
