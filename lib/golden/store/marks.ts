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
    const line = { id: member.line_id, name: member.line }
    const mark = markOf(version, { line, state: stateOf(version, siblings, now), now })
    const known = marks.get(member.digest)
    if (known === undefined) marks.set(member.digest, [mark])
    else known.push(mark)
  }
  return marks
}

/** What is golden now in each of some repositories, by their ids, a version for each of their lines. */
export async function findCurrent(
  db: Executor,
  { repositoryIds, now }: { readonly repositoryIds: readonly string[]; readonly now: number },
): Promise<ReadonlyMap<string, readonly GoldenMark[]>> {
  if (repositoryIds.length === 0) return new Map()
  const lines = await db
    .selectFrom('golden_line')
    .select(['id', 'name', 'repository_id'])
    .where('repository_id', 'in', [...repositoryIds])
    .where('archived_at', 'is', null)
    .orderBy('name')
    .execute()
  if (lines.length === 0) return new Map()
  const facts = await listVersionFacts(
    db,
    lines.map(({ id }) => id),
  )
  const marks = new Map<string, GoldenMark[]>()
  for (const line of lines) {
    const siblings = facts.filter(({ lineId }) => lineId === line.id)
    const version = siblings.find((one) => stateOf(one, siblings, now) === 'golden')
    if (version === undefined) continue
    const mark = markOf(version, { line: { id: line.id, name: line.name }, state: 'golden', now })
    marks.set(line.repository_id, [...(marks.get(line.repository_id) ?? []), mark])
  }
  return marks
}

type MarkedVersion = Awaited<ReturnType<typeof listVersionFacts>>[number]

function markOf(
  version: MarkedVersion,
  {
    line,
    state,
    now,
  }: {
    readonly line: { readonly id: string; readonly name: string }
    readonly state: VersionState
    readonly now: number
  },
): GoldenMark {
  return {
    lineId: line.id,
    line: line.name,
    versionId: version.id,
    version: version.name,
    state,
    isExpiring: isExpiring(state, version.expiresAt, now),
  }
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
