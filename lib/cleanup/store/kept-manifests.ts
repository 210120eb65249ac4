import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'
import { insertRows } from '@/lib/db/insert-rows'

/** Exact bytes of a manifest. */
export interface KeptManifest {
  readonly digest: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

const DIGESTS_PER_QUERY = 500

/** Keeps manifests' bytes until a moment at least, in the transaction that goes before their deletion. */
export async function keepManifests(
  tx: Executor,
  { manifests, until }: { readonly manifests: readonly KeptManifest[]; readonly until: number },
): Promise<void> {
  const rows = manifests.map(({ digest, mediaType, bytes }) => ({
    digest,
    media_type: mediaType,
    body: Buffer.from(bytes).toString('base64'),
    kept_until: until,
  }))
  await insertRows(tx, 'kept_manifest', { rows, conflict: ['digest'] })
  await extendKept(tx, { digests: manifests.map(({ digest }) => digest), until })
}

/** Keeps what is kept already until a later moment. */
export async function extendKept(
  tx: Executor,
  { digests, until }: { readonly digests: readonly string[]; readonly until: number },
): Promise<void> {
  for (let start = 0; start < digests.length; start += DIGESTS_PER_QUERY) {
    await tx
      .updateTable('kept_manifest')
      .set({ kept_until: until })
      .where('digest', 'in', digests.slice(start, start + DIGESTS_PER_QUERY))
      .where('kept_until', '<', until)
      .execute()
  }
}

/** Those of some digests that are kept. */
export async function listKept(db: Executor, digests: readonly string[]): Promise<ReadonlySet<string>> {
  const kept = new Set<string>()
  for (let start = 0; start < digests.length; start += DIGESTS_PER_QUERY) {
    const rows = await db
      .selectFrom('kept_manifest')
      .select('digest')
      .where('digest', 'in', digests.slice(start, start + DIGESTS_PER_QUERY))
      .execute()
    for (const { digest } of rows) kept.add(digest)
  }
  return kept
}

export async function findKept(db: Executor, digest: string): Promise<KeptManifest | undefined> {
  const row = await db
    .selectFrom('kept_manifest')
    .select(['digest', 'media_type', 'body'])
    .where('digest', '=', digest)
    .executeTakeFirst()
  return row && { digest: row.digest, mediaType: row.media_type, bytes: Buffer.from(row.body, 'base64') }
}

/** Drops what is kept no longer, at most `limit`. How many went. */
export async function dropKept(
  tx: Executor,
  { before, limit }: { readonly before: number; readonly limit: number },
): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('kept_manifest')
    .where(
      sql<boolean>`digest in (select digest from kept_manifest where kept_until < ${before} limit ${limit})`,
    )
    .executeTakeFirst()
  return Number(numDeletedRows)
}
