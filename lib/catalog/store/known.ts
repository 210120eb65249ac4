import 'server-only'
import type { Executor } from '@/lib/db/connection'

/** Whether a manifest is in the index, in whatever repository. */
export async function isIndexed(db: Executor, digest: string): Promise<boolean> {
  const row = await db.selectFrom('manifest').select('digest').where('digest', '=', digest).executeTakeFirst()
  return row !== undefined
}

/** Whether a repository is known to hold a digest, be it indexed or only listed by an index it holds. */
export async function isHeldBy(db: Executor, repositoryId: string, digest: string): Promise<boolean> {
  const row = await db
    .selectFrom('repository_manifest')
    .select('digest')
    .where('repository_id', '=', repositoryId)
    .where('digest', '=', digest)
    .executeTakeFirst()
  return row !== undefined
}

/** Those of some digests, at most 500, that are not in the index. */
export async function listLost(db: Executor, digests: readonly string[]): Promise<ReadonlySet<string>> {
  const lost = new Set(digests)
  if (lost.size === 0) return lost
  const rows = await db
    .selectFrom('manifest')
    .select('digest')
    .where('digest', 'in', [...lost])
    .execute()
  for (const row of rows) lost.delete(row.digest)
  return lost
}

const DEPTH_MAX = 2
const DIGESTS_PER_QUERY = 500

/** A manifest's digests and those of everything its indexes list, two levels down. */
export async function withDescendants(db: Executor, digests: readonly string[]): Promise<readonly string[]> {
  const all = new Set(digests)
  let level: readonly string[] = [...all]
  for (let depth = 0; depth < DEPTH_MAX && level.length > 0; depth += 1) {
    const below = await childrenOf(db, level)
    level = below.filter((digest) => !all.has(digest))
    for (const digest of level) all.add(digest)
  }
  return [...all]
}

async function childrenOf(db: Executor, parents: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>()
  for (let start = 0; start < parents.length; start += DIGESTS_PER_QUERY) {
    const rows = await db
      .selectFrom('manifest_child')
      .select('child_digest')
      .distinct()
      .where('parent_digest', 'in', parents.slice(start, start + DIGESTS_PER_QUERY))
      .execute()
    for (const row of rows) found.add(row.child_digest)
  }
  return [...found]
}
