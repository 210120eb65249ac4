import 'server-only'
import type { Executor } from '@/lib/db/connection'

const ROWS_MAX = 20_000
const DIGESTS_MAX = 500

/** Ids of the versions of a repository's lines that are of a digest. */
export async function listVersionIdsOf(
  db: Executor,
  repositoryId: string,
  digest: string,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('golden_version')
    .innerJoin('golden_line', 'golden_line.id', 'golden_version.line_id')
    .select('golden_version.id')
    .where('golden_line.repository_id', '=', repositoryId)
    .where('golden_line.archived_at', 'is', null)
    .where('golden_version.digest', '=', digest)
    .orderBy('golden_version.id')
    .execute()
  return rows.map(({ id }) => id)
}

export interface PlacedVersion {
  readonly id: string
  readonly lineId: string
  readonly digest: string
}

const selectOpen = (db: Executor) =>
  db
    .selectFrom('golden_version as version')
    .innerJoin('golden_line as line', 'line.id', 'version.line_id')
    .select(['version.id', 'version.line_id', 'version.digest'])
    .where('line.archived_at', 'is', null)
    .orderBy('version.id')
    .limit(ROWS_MAX)

const placed = (row: { id: string; line_id: string; digest: string }): PlacedVersion => ({
  id: row.id,
  lineId: row.line_id,
  digest: row.digest,
})

/** Candidates and golden versions of a repository's lines that are, or are made of, one of some digests. */
export async function listVersionsWith(
  db: Executor,
  repositoryId: string,
  digests: readonly string[],
): Promise<readonly PlacedVersion[]> {
  if (digests.length === 0) return []
  const rows = await selectOpen(db)
    .where('line.repository_id', '=', repositoryId)
    .where('version.status', 'in', ['candidate', 'golden'])
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('golden_member')
          .select('golden_member.digest')
          .whereRef('golden_member.version_id', '=', 'version.id')
          .where('golden_member.digest', 'in', digests.slice(0, DIGESTS_MAX)),
      ),
    )
    .execute()
  return rows.map(placed)
}

/** The candidates of a line. */
export async function listCandidatesOf(db: Executor, lineId: string): Promise<readonly PlacedVersion[]> {
  const rows = await selectOpen(db)
    .where('version.line_id', '=', lineId)
    .where('version.status', '=', 'candidate')
    .execute()
  return rows.map(placed)
}

export interface CandidateFilter {
  readonly policyId?: string
  readonly repositoryId?: string
  /** Only those that were judged before this moment. */
  readonly judgedBefore?: number
  /** Only ids behind this one. */
  readonly after: string
  readonly limit: number
}

/** Ids of the candidates of all lines, or of those that follow a policy or are in a repository. */
export async function listCandidateIds(db: Executor, filter: CandidateFilter): Promise<readonly string[]> {
  const { policyId, repositoryId, judgedBefore } = filter
  const rows = await db
    .selectFrom('golden_version')
    .innerJoin('golden_line', 'golden_line.id', 'golden_version.line_id')
    .select('golden_version.id')
    .where('golden_version.status', '=', 'candidate')
    .where('golden_line.archived_at', 'is', null)
    .where('golden_version.id', '>', filter.after)
    .$if(policyId !== undefined, (query) => query.where('golden_line.policy_id', '=', policyId ?? ''))
    .$if(repositoryId !== undefined, (query) =>
      query.where('golden_line.repository_id', '=', repositoryId ?? ''),
    )
    .$if(judgedBefore !== undefined, (query) =>
      query.where('golden_version.evaluated_at', '<', judgedBefore ?? 0),
    )
    .orderBy('golden_version.id')
    .limit(filter.limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Golden versions of a line that nothing protects. */
export async function listUnguarded(
  db: Executor,
  {
    line,
    source,
  }: { readonly line: { readonly id: string; readonly repositoryId: string }; readonly source: string },
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return db
    .selectFrom('golden_version as version')
    .select(['version.id', 'version.name'])
    .where('version.line_id', '=', line.id)
    .where('version.status', '=', 'golden')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('protection')
            .select('protection.digest')
            .where('protection.repository_id', '=', line.repositoryId)
            .where('protection.source', '=', source)
            .whereRef('protection.digest', '=', 'version.digest'),
        ),
      ),
    )
    .limit(ROWS_MAX)
    .execute()
}

/** Whether a name is taken in a line by another version. */
export async function isVersionNameTaken(
  db: Executor,
  { lineId, name, except }: { readonly lineId: string; readonly name: string; readonly except: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('golden_version')
    .select('id')
    .where('line_id', '=', lineId)
    .where('name', '=', name)
    .where('id', '<>', except)
    .executeTakeFirst()
  return row !== undefined
}
