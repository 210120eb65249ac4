import 'server-only'
import { sql } from 'kysely'
import { holdRepository } from '@/lib/catalog/store/save-repositories'
import { AppError } from '@/lib/core/errors'
import type { Executor } from '@/lib/db/connection'
import { insertRows } from '@/lib/db/insert-rows'
import type { Protection } from '../rules/deletion/plan'

const DIGESTS_PER_QUERY = 500
/** Indexes list indexes, two levels down; what refers to something is one more. */
const STEPS_MAX = 3

/**
 * Which of some digests are protected in a repository: by themselves, as what a protected index lists, or as what
 * refers to something protected. Every path that deletes asks here, in the transaction that claims what it deletes.
 */
export async function findProtection(
  tx: Executor,
  repositoryId: string,
  digests: readonly string[],
): Promise<ReadonlyMap<string, Protection>> {
  const found = new Map<string, Protection>()
  if (digests.length === 0 || !(await hasProtection(tx, repositoryId))) return found

  // Which digests, asked for or met on the way up, stand for which of those asked for.
  let level = new Map<string, readonly string[]>([...new Set(digests)].map((digest) => [digest, [digest]]))
  for (let step = 0; step <= STEPS_MAX && level.size > 0; step += 1) {
    const rows = await listProtectionRows(tx, repositoryId, [...level.keys()])
    for (const { digest: of, source, detail } of rows) {
      for (const digest of level.get(of) ?? []) {
        if (!found.has(digest)) found.set(digest, { digest, source, detail, of })
      }
    }
    level = await above(tx, level)
  }
  return found
}

/**
 * Protects digests of a repository, in the transaction that gives the reason for it.
 * @throws AppError `conflict` while one of them is being deleted
 */
export async function protect(
  tx: Executor,
  place: { readonly registryId: string; readonly repositoryId: string },
  { digests, source, detail, at }: NewProtection,
): Promise<void> {
  await holdRepository(tx, place.repositoryId)
  if (await isBeingDeleted(tx, place.repositoryId, digests)) {
    throw new AppError('conflict', 'This is being deleted at this moment.')
  }
  const rows = [...new Set(digests)].map((digest) => ({
    registry_id: place.registryId,
    repository_id: place.repositoryId,
    digest,
    source,
    detail,
    created_at: at,
  }))
  await insertRows(tx, 'protection', {
    rows,
    conflict: ['repository_id', 'digest', 'source'],
    update: ['detail'],
  })
}

export interface NewProtection {
  readonly digests: readonly string[]
  /** Who protects, such as `golden`. */
  readonly source: string
  /** For people. */
  readonly detail: string
  readonly at: number
}

/** Ends what one source protects of some digests. */
export async function unprotect(
  tx: Executor,
  repositoryId: string,
  { digests, source }: { readonly digests: readonly string[]; readonly source: string },
): Promise<void> {
  if (digests.length === 0) return
  await tx
    .deleteFrom('protection')
    .where('repository_id', '=', repositoryId)
    .where('source', '=', source)
    .where('digest', 'in', [...digests])
    .execute()
}

async function hasProtection(tx: Executor, repositoryId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('protection')
    .select('digest')
    .where('repository_id', '=', repositoryId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

async function listProtectionRows(tx: Executor, repositoryId: string, digests: readonly string[]) {
  const rows = []
  for (let start = 0; start < digests.length; start += DIGESTS_PER_QUERY) {
    const some = await tx
      .selectFrom('protection')
      .select(['digest', 'source', 'detail'])
      .where('repository_id', '=', repositoryId)
      .where('digest', 'in', digests.slice(start, start + DIGESTS_PER_QUERY))
      .orderBy('source')
      .execute()
    rows.push(...some)
  }
  return rows
}

/** The indexes that list digests and what they refer to, standing for the same that was asked for. */
async function above(
  tx: Executor,
  level: ReadonlyMap<string, readonly string[]>,
): Promise<Map<string, readonly string[]>> {
  const next = new Map<string, Set<string>>()
  const digests = [...level.keys()]
  for (let start = 0; start < digests.length; start += DIGESTS_PER_QUERY) {
    const some = digests.slice(start, start + DIGESTS_PER_QUERY)
    const parents = await tx
      .selectFrom('manifest_child')
      .select(['child_digest as below', 'parent_digest as above'])
      .where('child_digest', 'in', some)
      .execute()
    const subjects = await tx
      .selectFrom('manifest')
      .select(['digest as below', 'subject_digest as above'])
      .where('digest', 'in', some)
      .where('subject_digest', 'is not', null)
      .execute()
    for (const { below, above: over } of [...parents, ...subjects]) {
      if (over === null) continue
      const stood = next.get(over) ?? new Set()
      for (const digest of level.get(below) ?? []) stood.add(digest)
      next.set(over, stood)
    }
  }
  return new Map([...next].map(([digest, stood]) => [digest, [...stood]]))
}

async function isBeingDeleted(
  tx: Executor,
  repositoryId: string,
  digests: readonly string[],
): Promise<boolean> {
  if (digests.length === 0) return false
  const row = await tx
    .selectFrom('deletion_item')
    .innerJoin('deletion', 'deletion.id', 'deletion_item.deletion_id')
    .select('deletion_item.key')
    .where('deletion.repository_id', '=', repositoryId)
    .where('deletion_item.digest', 'in', [...digests])
    // Written out, so that the partial index answers.
    .where(sql<boolean>`deletion_item.state in ('checked', 'tombstoned', 'deleted')`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
