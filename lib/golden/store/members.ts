import 'server-only'
import type { Executor } from '@/lib/db/connection'
import { insertRows } from '@/lib/db/insert-rows'
import { parseDigest } from '@/lib/oci/digest'
import type { Member } from './versions'

const MEMBERS_MAX = 2000

/** What a version is made of: what runs, and what that cannot be without. */
export async function saveMembers(
  tx: Executor,
  versionId: string,
  members: readonly Member[],
): Promise<void> {
  const rows = members.map((member) => ({ version_id: versionId, ...member }))
  await insertRows(tx, 'golden_member', { rows, conflict: ['version_id', 'digest'] })
}

export async function listMembers(db: Executor, versionId: string): Promise<readonly Member[]> {
  const rows = await db
    .selectFrom('golden_member')
    .leftJoin('manifest', 'manifest.digest', 'golden_member.digest')
    .select(['golden_member.digest', 'golden_member.platform', 'golden_member.role', 'manifest.platforms'])
    .where('golden_member.version_id', '=', versionId)
    .orderBy('golden_member.role', 'desc')
    .orderBy('golden_member.platform')
    .orderBy('golden_member.digest')
    .limit(MEMBERS_MAX)
    .execute()
  return rows.map(({ digest, platform, role, platforms }) => ({
    digest: parseDigest(digest),
    // An index says what its children run on; an image by itself says so in its config.
    platform: platform ?? (role === 'member' && platforms ? platforms : null),
    role,
  }))
}

/** Those of some digests that another golden version of the repository needs. */
export async function listNeededByOthers(
  tx: Executor,
  {
    repositoryId,
    digests,
    except,
  }: { readonly repositoryId: string; readonly digests: readonly string[]; readonly except: string },
): Promise<ReadonlySet<string>> {
  if (digests.length === 0) return new Set()
  const rows = await tx
    .selectFrom('golden_member')
    .innerJoin('golden_version', 'golden_version.id', 'golden_member.version_id')
    .innerJoin('golden_line', 'golden_line.id', 'golden_version.line_id')
    .select('golden_member.digest')
    .where('golden_line.repository_id', '=', repositoryId)
    .where('golden_line.archived_at', 'is', null)
    .where('golden_version.status', '=', 'golden')
    .where('golden_version.id', '<>', except)
    .where('golden_member.digest', 'in', [...digests])
    .execute()
  return new Set(rows.map(({ digest }) => digest))
}
