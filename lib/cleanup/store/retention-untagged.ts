import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'
import type { DanglingFacts } from '../rules/retention/stale-untagged'

/** A manifest without a tag as it is judged, with what is shown of it. */
export interface UntaggedFacts extends DanglingFacts {
  readonly size: number | null
}

/** What nothing in a repository needs, as storage found it last, but for what carries a tag by now. */
export async function listUntaggedFacts(
  db: Executor,
  repositoryId: string,
): Promise<readonly UntaggedFacts[]> {
  return db
    .selectFrom('dangling_manifest')
    .innerJoin('repository_manifest as held', (join) =>
      join
        .onRef('held.repository_id', '=', 'dangling_manifest.repository_id')
        .onRef('held.digest', '=', 'dangling_manifest.digest'),
    )
    .select([
      'dangling_manifest.digest',
      'dangling_manifest.untagged_at as untaggedAt',
      'dangling_manifest.first_seen_at as firstSeenAt',
      'dangling_manifest.of_digest as of',
      'dangling_manifest.total_size as size',
    ])
    .where('dangling_manifest.repository_id', '=', repositoryId)
    .where(
      sql<boolean>`not exists (select 1 from tag where tag.repository_id = dangling_manifest.repository_id
        and tag.digest = dangling_manifest.digest)`,
    )
    .orderBy('dangling_manifest.digest')
    .execute()
}

/** When storage was looked through last; null where it never was. */
export async function findStorageMoment(db: Executor, registryId: string): Promise<number | null> {
  const row = await db
    .selectFrom('dangling_state')
    .select('computed_at')
    .where('registry_id', '=', registryId)
    .executeTakeFirst()
  return row?.computed_at ?? null
}
