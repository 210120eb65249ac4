import 'server-only'
import { scopeKey } from '@/lib/access/rules/covers'
import type { Executor } from '@/lib/db/connection'
import type { TagFacts } from '../rules/retention/judge'
import { knownMoment } from '../rules/retention/known-moment'
import { findProtection } from './protection'

const DIGESTS_PER_QUERY = 500

export interface ScopedRepository {
  readonly id: string
  readonly name: string
}

/** The repositories a policy reaches, by name. */
export async function listScopedRepositories(
  db: Executor,
  scope: { readonly registryId: string; readonly path: string },
): Promise<readonly ScopedRepository[]> {
  return db
    .selectFrom('repository')
    .innerJoin('repository_scope', 'repository_scope.repository_id', 'repository.id')
    .select(['repository.id', 'repository.name'])
    .where('repository_scope.scope', '=', scopeKey(scope))
    .where('repository.registry_id', '=', scope.registryId)
    .where('repository.missing_since', 'is', null)
    .orderBy('repository.name')
    .execute()
}

/** A tag as it is judged, with what is shown of it. */
export interface SizedTag extends TagFacts {
  readonly size: number | null
}

/** What the index knows of the tags of a repository. Labels are read only where a rule asks for them. */
export async function readTagFacts(
  db: Executor,
  { repository, withLabels }: { readonly repository: ScopedRepository; readonly withLabels: boolean },
): Promise<readonly SizedTag[]> {
  const rows = await db
    .selectFrom('tag')
    .select(['name', 'digest', 'total_size', 'created_at', 'platforms'])
    .select(['pushed_before', 'pushed_after', 'pulled_at'])
    .where('repository_id', '=', repository.id)
    .where('missing_since', 'is', null)
    .execute()
  const digests = [...new Set(rows.flatMap(({ digest }) => digest ?? []))]
  const guarded = await findProtection(db, repository.id, digests)
  const labels = withLabels ? await readLabels(db, digests) : null
  return rows.map((row) => ({
    repository: repository.name,
    tag: row.name,
    digest: row.digest,
    pushedAt: row.pushed_before,
    isPushOrderUnknown: row.pushed_after === -1,
    createdAt: knownMoment(row.created_at),
    pulledAt: row.pulled_at === -1 ? null : row.pulled_at,
    platforms: row.platforms === '' ? [] : row.platforms.split(','),
    labels: row.digest === null ? null : (labels?.get(row.digest) ?? null),
    isGolden: row.digest !== null && guarded.has(row.digest),
    // Not known before lineage is.
    isOnGolden: null,
    size: row.total_size === -1 ? null : row.total_size,
  }))
}

/** Labels by digest; a digest without a config of its own, such as an index, has none that are known. */
async function readLabels(
  db: Executor,
  digests: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
  const found = new Map<string, Record<string, string>>()
  for (let start = 0; start < digests.length; start += DIGESTS_PER_QUERY) {
    const rows = await db
      .selectFrom('manifest')
      .innerJoin('content', 'content.digest', 'manifest.config_digest')
      .leftJoin('config_label', 'config_label.config_digest', 'manifest.config_digest')
      .leftJoin('label', 'label.id', 'config_label.label_id')
      .select(['manifest.digest', 'label.name', 'label.value'])
      .where('manifest.digest', 'in', digests.slice(start, start + DIGESTS_PER_QUERY))
      .where('manifest.kind', '=', 'image')
      .execute()
    for (const { digest, name, value } of rows) {
      const own = found.get(digest) ?? {}
      if (name !== null && value !== null) own[name] = value
      found.set(digest, own)
    }
  }
  return found
}
