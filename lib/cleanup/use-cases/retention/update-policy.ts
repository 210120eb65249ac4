import 'server-only'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { AppError, NotFoundError } from '@/lib/core/errors'
import type { Executor } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { authorizePolicy } from '../../retention/authorize-policy'
import { type CheckedPolicy, checkPolicy, type PolicyInput } from '../../retention/check-settings'
import { announceRun } from '../../retention/close-run'
import { keepPolicySchedule } from '../../retention/keep-schedule'
import { columnsOf, policyFacts } from '../../retention/policy-columns'
import type { RetentionPolicyRow } from '../../retention-policy'
import { findPolicy, insertVersion, isNameTaken, updatePolicy } from '../../store/retention-policies'

export type PolicyPatch = {
  readonly [K in keyof Omit<PolicyInput, 'registry' | 'path'>]?: PolicyInput[K] | undefined
}

/**
 * Changes a policy. A change of what it deletes makes a new version, which runs only after a simulation of it was
 * looked at. `ifVersion` is the version the caller saw. @throws AppError `precondition-failed`
 */
export async function updatePolicySettings(
  ctx: Context,
  { policy: id, ifVersion, ...patch }: { readonly policy: string; readonly ifVersion: number } & PolicyPatch,
): Promise<RetentionPolicyRow> {
  const before = await authorizePolicy(ctx, 'retention:edit', id)
  if (before.version !== ifVersion) throw moved()
  const hasDocument = patch.document !== undefined || patch.text !== undefined
  const checked = await checkPolicy(ctx, {
    name: patch.name ?? before.name,
    registry: before.registry,
    path: before.path,
    ...(hasDocument ? { document: patch.document, text: patch.text } : { document: before.document }),
    reason: patch.reason ?? before.reason,
    cron: patch.cron === undefined ? before.cron : patch.cron,
    timeZone: patch.timeZone ?? before.timeZone,
    isPaused: patch.isPaused ?? before.isPaused,
    removesUntagged: patch.removesUntagged ?? before.removesUntagged,
  })

  return transaction(ctx.db, (tx) => save(ctx, tx, { before, checked }))
}

interface Change {
  readonly before: RetentionPolicyRow
  readonly checked: CheckedPolicy
}

async function save(ctx: Context, tx: Executor, { before, checked }: Change): Promise<RetentionPolicyRow> {
  const { id, registryId } = before
  const isNew =
    JSON.stringify(before.document) !== JSON.stringify(checked.document) ||
    before.removesUntagged !== checked.removesUntagged
  const version = before.version + (isNew ? 1 : 0)
  const at = ctx.clock.now()
  if (await isNameTaken(tx, { registryId, name: checked.name, except: id })) {
    throw new AppError('name-taken', 'Another policy of this registry has this name.')
  }
  if (!(await updatePolicy(tx, before, { ...columnsOf(ctx, checked), version }))) throw moved()
  if (isNew) {
    const document = JSON.stringify(checked.document)
    const { reason } = checked
    await insertVersion(tx, id, { version, document, reason, changedBy: ctx.actor.name, changedAt: at })
  }
  const changed = await findPolicy(tx, id)
  if (changed === undefined) throw new NotFoundError()
  await keepPolicySchedule(tx, changed, at)
  await record(ctx, tx, {
    type: 'retention.policy-changed',
    resource: changed.name,
    registryId,
    repository: changed.path === '' ? null : changed.path,
    before: policyFacts(before),
    after: policyFacts(changed),
    reason: changed.reason,
    facts: { policy: id },
  })
  await announceRun(tx, changed)
  return changed
}

function moved(): AppError {
  return new AppError('precondition-failed', 'Somebody changed this policy since you opened it.')
}
