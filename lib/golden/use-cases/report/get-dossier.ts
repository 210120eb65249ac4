import 'server-only'
import type { Context } from '@/lib/access/context'
import { findChainEnd } from '@/lib/audit/store/chain'
import { listKept } from '@/lib/cleanup/store/kept-manifests'
import { NotFoundError } from '@/lib/core/errors'
import { authorizeVersion } from '../../authorize-line'
import type { ReportDecision, ReportDrift } from '../../rules/report/report'
import { type EvidenceRow, listEvidenceRows } from '../../store/evidence'
import { listMembers } from '../../store/members'
import { loadReportLines } from '../../store/report'
import type { Member, VersionRow } from '../../store/versions'
import { listWaivers, type WaiverRow } from '../../store/waivers'
import { type PlacedRow, rowsOf } from './get-report'

export interface Dossier {
  readonly madeAt: number
  readonly row: PlacedRow
  readonly version: VersionRow
  readonly members: readonly (Member & { readonly isInVault: boolean })[]
  readonly evidence: readonly EvidenceRow[]
  readonly waivers: readonly WaiverRow[]
  /** About the version and about channels it came into, in their order. */
  readonly decisions: readonly ReportDecision[]
  readonly drift: readonly ReportDrift[]
  readonly auditHead: { readonly sequence: number; readonly hash: string } | null
}

/** Everything there is about a version, with the hashes of the audit log. @throws NotFoundError */
export async function getDossier(ctx: Context, versionId: string): Promise<Dossier> {
  const { line, version } = await authorizeVersion(ctx, 'line:read', versionId)

  const db = ctx.db.query
  const madeAt = ctx.clock.now()
  const [loaded] = await loadReportLines(db, [line.id])
  const row = (await rowsOf(ctx, [line], madeAt)).find((one) => one.version.id === versionId)
  if (loaded === undefined || row === undefined) throw new NotFoundError()
  const members = await listMembers(db, versionId)
  const kept = await listKept(
    db,
    members.map(({ digest }) => digest),
  )
  return {
    madeAt,
    row,
    version,
    members: members.map((member) => ({ ...member, isInVault: kept.has(member.digest) })),
    evidence: await listEvidenceRows(db, line.repositoryId, version.digest),
    waivers: await listWaivers(db, versionId),
    decisions: loaded.decisions.filter((decision) => decision.versionId === versionId),
    drift: loaded.drift.filter((drift) => drift.versionId === versionId),
    auditHead: (await findChainEnd(db)) ?? null,
  }
}
