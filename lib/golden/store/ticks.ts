import 'server-only'
import type { Executor } from '@/lib/db/connection'
import { parseDigest } from '@/lib/oci/digest'
import type { DueTick } from '../rules/ticks'
import type { VersionFacts } from '../rules/version'

const VERSIONS_PER_QUERY = 500

/** Writes down what the clock brought about, in the transaction that tells of it; false when it was told before. */
export async function takeTick(tx: Executor, tick: DueTick, at: number): Promise<boolean> {
  const added = await tx
    .insertInto('golden_tick')
    .values({ version_id: tick.versionId, event: tick.event, epoch: tick.epoch, at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** Those of some ticks that were not told yet. */
export async function untold(db: Executor, ticks: readonly DueTick[]): Promise<readonly DueTick[]> {
  const ids = [...new Set(ticks.map(({ versionId }) => versionId))]
  const told = new Set<string>()
  for (let start = 0; start < ids.length; start += VERSIONS_PER_QUERY) {
    const rows = await db
      .selectFrom('golden_tick')
      .select(['version_id', 'event', 'epoch'])
      .where('version_id', 'in', ids.slice(start, start + VERSIONS_PER_QUERY))
      .execute()
    for (const { version_id, event, epoch } of rows) told.add(`${version_id} ${event} ${epoch}`)
  }
  return ticks.filter(({ versionId, event, epoch }) => !told.has(`${versionId} ${event} ${epoch}`))
}

/** Of some versions those that a thing was done to, whenever. */
export async function listTold(
  db: Executor,
  event: DueTick['event'],
  versionIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (versionIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('golden_tick')
    .select('version_id')
    .where('event', '=', event)
    .where('version_id', 'in', versionIds.slice(0, VERSIONS_PER_QUERY))
    .execute()
  return new Set(rows.map(({ version_id }) => version_id))
}

/** Forgets that a thing was done to versions of a line, so that it is done again when it is due. */
export async function forgetTold(tx: Executor, event: DueTick['event'], lineId: string): Promise<void> {
  await tx
    .deleteFrom('golden_tick')
    .where('event', '=', event)
    .where('version_id', 'in', (from) =>
      from.selectFrom('golden_version').select('id').where('line_id', '=', lineId),
    )
    .execute()
}

const VERSIONS_MAX = 50_000

export interface TickingVersion extends VersionFacts {
  readonly hasPins: boolean
}

/** Every version that is written down as golden, of the lines in use. */
export async function listTicking(db: Executor): Promise<readonly TickingVersion[]> {
  const rows = await db
    .selectFrom('golden_version as version')
    .innerJoin('golden_line as line', 'line.id', 'version.line_id')
    .select([
      'version.id',
      'version.line_id',
      'version.digest',
      'version.status',
      'version.marked_at',
      'version.expires_at',
      'version.revoke_at',
      'line.has_pins',
    ])
    .where('version.status', '=', 'golden')
    .where('line.archived_at', 'is', null)
    .orderBy('version.line_id')
    .limit(VERSIONS_MAX)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    lineId: row.line_id,
    digest: parseDigest(row.digest),
    status: row.status,
    markedAt: row.marked_at,
    expiresAt: row.expires_at,
    revokeAt: row.revoke_at,
    hasPins: row.has_pins === 1,
  }))
}
