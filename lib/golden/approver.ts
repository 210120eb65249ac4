import 'server-only'
import type { Context } from '@/lib/access/context'
import { listGroupNamesOf } from '@/lib/access/store/group'
import type { Executor } from '@/lib/db/connection'
import type { VersionPlace } from './authorize-line'
import type { ApprovalFacts, Approver, Basis } from './rules/approval'
import { approvalsAmong, listDecisions } from './store/decisions'
import { listPushers } from './store/subject'

/** Whoever acts, as far as it matters to approving. */
export async function approverOf({ actor }: Pick<Context, 'actor'>, db: Executor): Promise<Approver> {
  const groups = actor.kind === 'user' ? await listGroupNamesOf(db, actor.id) : []
  return { kind: actor.kind, id: actor.id, name: actor.name, groups }
}

/** Everything that decides whether somebody may approve a version. */
export async function approvalFacts(
  ctx: Pick<Context, 'actor'>,
  db: Executor,
  decided: VersionPlace & { readonly basis: Basis; readonly seen: Basis; readonly groups: readonly string[] },
): Promise<ApprovalFacts> {
  const { line, version, basis, seen, groups } = decided
  return {
    approver: await approverOf(ctx, db),
    nominatorId: version.nominatedById,
    pushers: await listPushers(db, line.repositoryId, version.digest),
    approverGroups: groups,
    approvals: approvalsAmong(await listDecisions(db, version.id)),
    basis,
    seen,
  }
}
