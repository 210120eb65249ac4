import 'server-only'
import type { Context } from '@/lib/access/context'
import type { Executor } from '@/lib/db/connection'
import { releaseClosure } from '../guard-closure'
import { isRevoked } from '../rules/version'
import type { LineRow } from '../store/lines'
import { changeVersion, holdVersion, type VersionRow } from '../store/versions'
import { writeDecision } from '../write-decision'

/**
 * Writes down a revocation that was announced for now. It holds since its moment, for states follow from the clock;
 * here it becomes a decision, and what the version is made of may be deleted again.
 */
export async function revokeDue(
  ctx: Context,
  tx: Executor,
  { line, version: { id } }: { readonly line: LineRow; readonly version: VersionRow },
): Promise<void> {
  const version = await holdVersion(tx, id)
  const isDue = version?.status === 'golden' && isRevoked(version, ctx.clock.now())
  if (version === undefined || !isDue) return
  await changeVersion(tx, id, { status: 'revoked' })
  await releaseClosure(tx, { line, version })
  const category = version.revocationCategory
  await writeDecision(ctx, tx, {
    verb: 'revoke',
    event: 'golden.revoked',
    line,
    version,
    reason: version.revocationReason,
    before: { status: 'golden' },
    after: { status: 'revoked', category },
    facts: { category, revokeAt: version.revokeAt, isAnnounced: true },
  })
}
