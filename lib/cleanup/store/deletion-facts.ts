import 'server-only'
import type { Executor } from '@/lib/db/connection'
import { type ManifestFacts, type NamedTags, SAMPLE_MAX } from '../rules/deletion/facts'

const PER_QUERY = 500
const DEPTH_MAX = 3

/** Names by digest. */
export type Named = Map<string, string[]>

/** What some digests list, and what that lists, level by level. */
export async function readChildren(db: Executor, roots: readonly string[]): Promise<Named> {
  const children: Named = new Map()
  let level = [...new Set(roots)]
  for (let depth = 0; depth < DEPTH_MAX && level.length > 0; depth += 1) {
    const found = await inParts(level, (some) =>
      db
        .selectFrom('manifest_child')
        .select(['parent_digest as of', 'child_digest as name'])
        .distinct()
        .where('parent_digest', 'in', some)
        .execute(),
    )
    collect(children, found)
    level = [...new Set(found.map(({ name }) => name))].filter((digest) => !children.has(digest))
  }
  return children
}

/** The indexes of a repository that list some digests. */
export async function readParents(
  db: Executor,
  repositoryId: string,
  digests: readonly string[],
): Promise<Named> {
  const rows = await inParts(digests, (some) =>
    db
      .selectFrom('manifest_child')
      .innerJoin('repository_manifest', 'repository_manifest.digest', 'manifest_child.parent_digest')
      .select(['manifest_child.child_digest as of', 'manifest_child.parent_digest as name'])
      .distinct()
      .where('manifest_child.child_digest', 'in', some)
      .where('repository_manifest.repository_id', '=', repositoryId)
      .execute(),
  )
  return collect(new Map(), rows)
}

/** The manifests of a repository that name some digests as their subject. */
export async function readReferrers(
  db: Executor,
  repositoryId: string,
  digests: readonly string[],
): Promise<Named> {
  const rows = await inParts(digests, (some) =>
    db
      .selectFrom('manifest')
      .innerJoin('repository_manifest', 'repository_manifest.digest', 'manifest.digest')
      .select(['manifest.subject_digest as of', 'manifest.digest as name'])
      .where('manifest.subject_digest', 'in', some)
      .where('repository_manifest.repository_id', '=', repositoryId)
      .execute(),
  )
  return collect(new Map(), rows)
}

/** Digests of so many tags give all their names, in order; others some, as they come. */
const NAMED_WHOLE_MAX = 500

/**
 * The tags of a repository that name some digests: how many, and of each more names than are selected of it, so that
 * one that stays is among them.
 */
export async function readTagsOf(
  db: Executor,
  repositoryId: string,
  {
    digests,
    selected,
  }: { readonly digests: readonly string[]; readonly selected: ReadonlyMap<string, number> },
): Promise<ReadonlyMap<string, NamedTags>> {
  const counts = await inParts(digests, (some) =>
    db
      .selectFrom('tag')
      .select((eb) => ['digest as of', eb.fn.countAll<number>().as('count')])
      .where('repository_id', '=', repositoryId)
      .where('digest', 'in', some)
      .groupBy('digest')
      .execute(),
  )
  const found = new Map<string, NamedTags>()
  const whole = new Map<string, number>()
  for (const { of, count } of counts) {
    if (of === null) continue
    const limit = (selected.get(of) ?? 0) + SAMPLE_MAX + 1
    if (count <= Math.max(limit, NAMED_WHOLE_MAX)) whole.set(of, count)
    else found.set(of, { count, names: await listSomeTags(db, repositoryId, { digest: of, limit }) })
  }
  for (const [digest, names] of await readAllTagsOf(db, repositoryId, [...whole.keys()])) {
    found.set(digest, { count: whole.get(digest) ?? names.length, names })
  }
  return found
}

async function listSomeTags(
  db: Executor,
  repositoryId: string,
  { digest, limit }: { readonly digest: string; readonly limit: number },
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('tag')
    .select('name')
    .where('repository_id', '=', repositoryId)
    .where('digest', '=', digest)
    .limit(limit)
    .execute()
  return rows.map(({ name }) => name)
}

async function readAllTagsOf(db: Executor, repositoryId: string, digests: readonly string[]): Promise<Named> {
  const rows = await inParts(digests, (some) =>
    db
      .selectFrom('tag')
      .select(['digest as of', 'name'])
      .where('repository_id', '=', repositoryId)
      .where('digest', 'in', some)
      .orderBy('name_key', 'desc')
      .execute(),
  )
  return collect(new Map(), rows)
}

export async function readManifestFacts(
  db: Executor,
  digests: readonly string[],
): Promise<ReadonlyMap<string, ManifestFacts & { readonly totalSize: number | null }>> {
  const rows = await inParts(digests, (some) =>
    db
      .selectFrom('manifest')
      .select(['digest', 'media_type', 'kind', 'total_size'])
      .where('digest', 'in', some)
      .execute(),
  )
  return new Map(
    rows.map((row) => [row.digest, { mediaType: row.media_type, kind: row.kind, totalSize: row.total_size }]),
  )
}

/** Those of some digests that a repository is known to hold. */
export async function listHeld(
  db: Executor,
  repositoryId: string,
  digests: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await inParts(digests, (some) =>
    db
      .selectFrom('repository_manifest')
      .select('digest')
      .where('repository_id', '=', repositoryId)
      .where('digest', 'in', some)
      .execute(),
  )
  return new Set(rows.map(({ digest }) => digest))
}

async function inParts<T>(
  values: readonly string[],
  read: (some: readonly string[]) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const found: T[] = []
  for (let start = 0; start < values.length; start += PER_QUERY) {
    for (const row of await read(values.slice(start, start + PER_QUERY))) found.push(row)
  }
  return found
}

function collect(into: Named, rows: readonly { readonly of: string | null; readonly name: string }[]): Named {
  for (const { of, name } of rows) {
    if (of === null) continue
    const names = into.get(of)
    if (names === undefined) into.set(of, [name])
    else names.push(name)
  }
  return into
}
