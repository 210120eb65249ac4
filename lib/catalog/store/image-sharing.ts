import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'
import { withDescendants } from './known'
import { isOfRegistry } from './unindexed'

/** A blob of an image and whether anything outside of it, in the same registry, holds it too. */
export interface ImageBlob {
  readonly digest: string
  readonly size: number
  readonly isShared: boolean
}

/**
 * The configs and layers of an image, or of all images of an index, each once. An index and what it lists count
 * as one thing. Attestations are left out, as they are of an index's size.
 */
export async function listImageBlobs(
  db: Executor,
  registryId: string,
  manifest: { readonly digest: string; readonly isIndex: boolean },
): Promise<readonly ImageBlob[]> {
  const own = manifest.isIndex ? await withDescendants(db, [manifest.digest]) : [manifest.digest]
  const attestations = manifest.isIndex ? await listAttestations(db, own) : new Set<string>()
  const counted = own.filter((digest) => !attestations.has(digest))
  const elsewhere = manifest.isIndex ? await listListedElsewhere(db, registryId, own) : new Set<string>()
  const { rows } = await sql<{ digest: string; size: number; holder: string; is_shared: number }>`
    select layer_digest as digest, size, manifest_digest as holder, case when exists (
      select 1 from manifest_layer as other ${heldIn(registryId, 'other.manifest_digest')}
      where other.layer_digest = manifest_layer.layer_digest and other.manifest_digest not in (${sql.join(own)})
      ) then 1 else 0 end as is_shared
      from manifest_layer where manifest_digest in (${sql.join(counted)})
    union all select config_digest, coalesce(config_size, 0), digest, case when exists (
      select 1 from manifest as other ${heldIn(registryId, 'other.digest')}
      where other.config_digest = manifest.config_digest and other.digest not in (${sql.join(own)})
      ) then 1 else 0 end
      from manifest where digest in (${sql.join(counted)}) and config_digest is not null`.execute(db)
  const blobs = new Map<string, ImageBlob>()
  for (const { digest, size, holder, is_shared } of rows) {
    const isShared = is_shared === 1 || elsewhere.has(holder) || (blobs.get(digest)?.isShared ?? false)
    blobs.set(digest, { digest, size, isShared })
  }
  return [...blobs.values()]
}

function heldIn(registryId: string, column: string) {
  return sql`join repository_manifest as held on held.digest = ${sql.ref(column)}
    join repository as holding on holding.id = held.repository_id and ${isOfRegistry(registryId, 'holding')}`
}

async function listAttestations(db: Executor, parents: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('manifest_child')
    .select('child_digest')
    .distinct()
    .where('parent_digest', 'in', [...parents])
    .where('attests_digest', 'is not', null)
    .execute()
  return new Set(rows.map((row) => row.child_digest))
}

/** Those of an index's images that another index of the registry lists too. */
async function listListedElsewhere(
  db: Executor,
  registryId: string,
  own: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ digest: string }>`select distinct child_digest as digest from manifest_child
    ${heldIn(registryId, 'manifest_child.parent_digest')}
    where child_digest in (${sql.join(own)}) and parent_digest not in (${sql.join(own)})`.execute(db)
  return new Set(rows.map((row) => row.digest))
}
