import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'
import { isExpiring } from '../rules/expiring'
import { stateOf, type VersionState } from '../rules/version'
import { listVersionFacts } from './versions'

/** What a digest is in one line. */
export interface GoldenMark {
  readonly lineId: string
  readonly line: string
  readonly versionId: string
  readonly version: string
  readonly state: VersionState
  readonly isExpiring: boolean
}

const DIGESTS_PER_QUERY = 500

/**
 * What digests of a repository are in its lines: versions themselves, and the images that an index of one lists.
 * What was rejected marks nothing.
 */
export async function findMarks(
  db: Executor,
  repositoryId: string,
  { digests, now }: { readonly digests: readonly string[]; readonly now: number },
): Promise<ReadonlyMap<string, readonly GoldenMark[]>> {
  const members = await listMarked(db, repositoryId, digests)
  if (members.length === 0) return new Map()
  const facts = await listVersionFacts(db, [...new Set(members.map(({ line_id }) => line_id))])
  const marks = new Map<string, GoldenMark[]>()
  for (const member of members) {
    const siblings = facts.filter(({ lineId }) => lineId === member.line_id)
    const version = siblings.find(({ id }) => id === member.version_id)
    if (version === undefined) continue
    const state = stateOf(version, siblings, now)
    const mark = {
      lineId: member.line_id,
      line: member.line,
      versionId: version.id,
      version: version.name,
      state,
      isExpiring: isExpiring(state, version.expiresAt, now),
    }
    const known = marks.get(member.digest)
    if (known === undefined) marks.set(member.digest, [mark])
    else known.push(mark)
  }
  return marks
}

async function listMarked(db: Executor, repositoryId: string, digests: readonly string[]) {
  const found = []
  for (let start = 0; start < digests.length; start += DIGESTS_PER_QUERY) {
    const rows = await db
      .selectFrom('golden_member as member')
      .innerJoin('golden_version as version', 'version.id', 'member.version_id')
      .innerJoin('golden_line as line', 'line.id', 'version.line_id')
      .select(['member.digest', 'version.id as version_id', 'line.id as line_id', 'line.name as line'])
      .where('line.repository_id', '=', repositoryId)
      .where('line.archived_at', 'is', null)
      .where('version.status', '<>', 'rejected')
      .where('member.digest', 'in', digests.slice(start, start + DIGESTS_PER_QUERY))
      .where(sql<boolean>`(member.role = 'member' or member.digest = version.digest)`)
      .orderBy('line.name')
      .orderBy('version.id', 'desc')
      .execute()
    found.push(...rows)
  }
  return found
}
