import 'server-only'
import type { Executor } from '@/lib/db/connection'
import { findKept, type KeptManifest } from './kept-manifests'

const DIGESTS_PER_QUERY = 500

/** The exact bytes of a manifest, from the index or from what was kept of deletions. */
export async function findBytes(db: Executor, digest: string): Promise<KeptManifest | undefined> {
  const row = await db
    .selectFrom('content')
    .select(['media_type', 'body'])
    .where('digest', '=', digest)
    .executeTakeFirst()
  if (row === undefined) return findKept(db, digest)
  return { digest, mediaType: row.media_type, bytes: Buffer.from(row.body, 'utf8') }
}

/** Those of some digests whose bytes are here. */
export async function listWithBytes(db: Executor, digests: readonly string[]): Promise<ReadonlySet<string>> {
  const kept = new Set<string>()
  for (let start = 0; start < digests.length; start += DIGESTS_PER_QUERY) {
    const some = digests.slice(start, start + DIGESTS_PER_QUERY)
    const rows = await db
      .selectFrom('content')
      .select('digest')
      .where('digest', 'in', some)
      .union(db.selectFrom('kept_manifest').select('digest').where('digest', 'in', some))
      .execute()
    for (const { digest } of rows) kept.add(digest)
  }
  return kept
}
