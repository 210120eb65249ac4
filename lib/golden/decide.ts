import 'server-only'
import type { Context } from '@/lib/access/context'
import { AppError, NotFoundError } from '@/lib/core/errors'
import type { Executor } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import type { VersionPlace } from './authorize-line'
import { type ActFacts, refuseAct, type VersionAct } from './rules/may'
import { isRevoked, stateOf } from './rules/version'
import { findLine, type LineRow } from './store/lines'
import { holdVersion, listVersionFacts, type VersionRow } from './store/versions'

export interface DecidedVersion {
  readonly id: string
  readonly act: VersionAct
  /** What the caller saw; undefined where the basis is compared instead. */
  readonly ifRevision?: number | undefined
}

/**
 * Decides something about a version while nobody else does: held for the transaction, still as the caller saw it,
 * and in a state where it can be done. @throws AppError `precondition-failed`, `wrong-state`
 */
export function decideAbout<T>(
  ctx: Context,
  { id, act, ifRevision }: DecidedVersion,
  work: (tx: Executor, place: VersionPlace) => Promise<T>,
): Promise<T> {
  return transaction(ctx.db, async (tx) => {
    const version = await holdVersion(tx, id)
    const line = version && (await findLine(tx, version.lineId))
    if (version === undefined || line === undefined) throw new NotFoundError()
    if (ifRevision !== undefined && ifRevision !== version.revision) throw changedSinceSeen()
    const refusal = refuseAct(act, await actFacts(tx, { line, version }, ctx.clock.now()))
    if (refusal !== null) throw new AppError('wrong-state', refusal)
    return work(tx, { line, version })
  })
}

/** Where a version stands, as far as what can be done to it. */
export async function actFacts(
  db: Executor,
  { line, version }: { readonly line: LineRow; readonly version: VersionRow },
  now: number,
): Promise<ActFacts> {
  const siblings = await listVersionFacts(db, [line.id])
  return {
    state: stateOf(version, siblings, now),
    isRevocationAhead: version.revokeAt !== null && !isRevoked(version, now),
    revocationCategory: version.revocationCategory,
    isLineArchived: line.archivedAt !== null,
    hasEnd: version.expiresAt !== null,
  }
}

export function changedSinceSeen(): AppError {
  return new AppError('precondition-failed', 'It changed since you looked. Look again before you decide.')
}
