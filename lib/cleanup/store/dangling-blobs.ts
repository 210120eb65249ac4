import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'
import type { NamedBlob } from '../rules/storage/reclaimable'
import { chunks } from './dangling-facts'

const BLOBS_PER_QUERY = 200

/** What the dangling manifests of a repository are made of: themselves, their configs and their layers. */
export async function readDanglingBlobs(db: Executor, repositoryId: string): Promise<readonly NamedBlob[]> {
  const { rows } = await sql<NamedBlob>`
    select manifest.digest as blob, manifest.size as size, manifest.digest as manifest,
      dangling.repository_id as "repositoryId" from dangling_manifest as dangling
      join manifest on manifest.digest = dangling.digest where dangling.repository_id = ${repositoryId}
    union all select manifest.config_digest, coalesce(manifest.config_size, 0), manifest.digest,
      dangling.repository_id from dangling_manifest as dangling
      join manifest on manifest.digest = dangling.digest
      where dangling.repository_id = ${repositoryId} and manifest.config_digest is not null
    union all select layer.layer_digest, layer.size, layer.manifest_digest, dangling.repository_id
      from dangling_manifest as dangling join manifest_layer as layer on layer.manifest_digest = dangling.digest
      where dangling.repository_id = ${repositoryId}`.execute(db)
  return rows
}

/** Which of these blobs something that stays has, anywhere in the registry. */
export async function listNeededBlobs(
  db: Executor,
  registryId: string,
  blobs: readonly string[],
): Promise<readonly string[]> {
  const needed: string[] = []
  for (const some of chunks(blobs, BLOBS_PER_QUERY)) {
    const values = sql.join(some.map((blob) => sql`(${blob})`))
    const stays = (manifest: string) => sql`exists (select 1 from repository_manifest as held
      join repository on repository.id = held.repository_id
      where held.digest = ${sql.ref(manifest)} and repository.registry_id = ${registryId}
      and not exists (select 1 from dangling_manifest as dangling
        where dangling.repository_id = held.repository_id and dangling.digest = held.digest))`
    const { rows } = await sql<{ digest: string }>`with asked (digest) as (values ${values})
      select asked.digest from asked
      where exists (select 1 from manifest_layer where manifest_layer.layer_digest = asked.digest
          and ${stays('manifest_layer.manifest_digest')})
        or exists (select 1 from manifest where manifest.config_digest = asked.digest
          and ${stays('manifest.digest')})
        or ${stays('asked.digest')}`.execute(db)
    needed.push(...rows.map(({ digest }) => digest))
  }
  return needed
}
