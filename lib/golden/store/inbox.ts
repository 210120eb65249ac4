import 'server-only'
import { sql } from 'kysely'
import type { Visibility } from '@/lib/access/rules/visibility'
import { visibleRepository } from '@/lib/access/store/visible'
import type { Executor } from '@/lib/db/connection'

const WAITING_MAX = 500

/** Versions about which somebody may have to decide: candidates, waivers asked for, and what is asked back. */
export async function listWaitingIds(db: Executor, visibility: Visibility): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('golden_version as version')
    .innerJoin('golden_line as line', 'line.id', 'version.line_id')
    .select('version.id')
    .where('line.archived_at', 'is', null)
    .where(visibleRepository(visibility, { column: 'line.repository_id' }))
    .where(
      sql<boolean>`(version.status = 'candidate'
        or exists (select 1 from golden_waiver as waiver where waiver.version_id = version.id
          and waiver.granted_at is null)
        or exists (select 1 from golden_decision as decision where decision.version_id = version.id
          and decision.verb in ('request-restore', 'request-extend')))`,
    )
    .orderBy('version.nominated_at')
    .limit(WAITING_MAX)
    .execute()
  return rows.map(({ id }) => id)
}
