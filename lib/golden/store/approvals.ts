import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'

/** How many people's approvals hold for each of some versions as they were judged last. */
export async function countApprovals(
  db: Executor,
  versionIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (versionIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('golden_decision as decision')
    .innerJoin('golden_version as version', (join) =>
      join
        .onRef('version.id', '=', 'decision.version_id')
        .onRef('version.digest', '=', 'decision.digest')
        .onRef('version.policy_digest', '=', 'decision.policy_digest')
        .onRef('version.evidence_digest', '=', 'decision.evidence_digest'),
    )
    .select(['version.id', sql<number>`count(distinct decision.actor_id)`.as('total')])
    .where('decision.verb', '=', 'approve')
    .where('version.id', 'in', [...versionIds])
    .where(sql<boolean>`decision.at >= version.nominated_at`)
    .groupBy('version.id')
    .execute()
  return new Map(rows.map(({ id, total }) => [id, Number(total)]))
}
