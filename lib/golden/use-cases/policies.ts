import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { AppError, InvalidInputError, NotFoundError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { transaction } from '@/lib/db/transaction'
import { policyDigest } from '../hashes'
import { queueEvaluation } from '../queue-evaluation'
import { faultOfPolicy } from '../rules/document'
import type { PolicyDocument } from '../rules/policy'
import {
  findPolicy,
  findPolicyVersion,
  insertPolicy,
  insertPolicyVersion,
  isPolicyNameTaken,
  listPolicyRows,
  listPolicyVersions,
  type PolicyRow,
  type PolicyVersion,
  raisePolicyVersion,
  updatePolicyRow,
} from '../store/policies'

/** Every policy of the organisation. */
export async function listPolicies(ctx: Context): Promise<readonly PolicyRow[]> {
  await authorize(ctx, 'golden-policy:read')

  return listPolicyRows(ctx.db.query)
}

export interface PolicyTarget {
  readonly policy: string
}

/** A policy with all that was published of it. @throws NotFoundError */
export async function getPolicy(
  ctx: Context,
  { policy: id }: PolicyTarget,
): Promise<{ readonly policy: PolicyRow; readonly versions: readonly PolicyVersion[] }> {
  await authorize(ctx, 'golden-policy:read')

  const policy = await findPolicy(ctx.db.query, id)
  if (policy === undefined) throw new NotFoundError()
  return { policy, versions: await listPolicyVersions(ctx.db.query, id) }
}

/** One version of a policy. @throws NotFoundError */
export async function getPolicyVersion(
  ctx: Context,
  input: PolicyTarget & { readonly number: number },
): Promise<PolicyVersion> {
  await authorize(ctx, 'golden-policy:read')

  const version = await findPolicyVersion(ctx.db.query, input.policy, input.number)
  if (version === undefined) throw new NotFoundError()
  return version
}

export interface NewPolicyInput {
  readonly name: string
  readonly description: string
  readonly document: PolicyDocument
  readonly reason: string
}

/** Publishes the first version of a new policy. @throws AppError `name-taken`, `invalid-policy` */
export async function createPolicy(ctx: Context, input: NewPolicyInput): Promise<PolicyRow> {
  await authorize(ctx, 'golden-policy:publish')

  checkDocument(input.document)
  const at = ctx.clock.now()
  const id = newId('pol', at)
  return transaction(ctx.db, async (tx) => {
    if (await isPolicyNameTaken(tx, input.name, id)) throw nameTaken()
    const { name, description, document, reason } = input
    const isAdded = await insertPolicy(tx, {
      id,
      name,
      description,
      createdBy: ctx.actor.name,
      createdAt: at,
    })
    if (!isAdded) throw new AppError('conflict', 'There are as many policies as there may be.')
    const digest = policyDigest(document)
    const publishedBy = ctx.actor.name
    await insertPolicyVersion(tx, id, { version: 1, digest, document, reason, publishedBy, publishedAt: at })
    await recordPublished(ctx, tx, { id, name, version: 1, digest, reason })
    return found(await findPolicy(tx, id))
  })
}

/**
 * Publishes a new version of a policy. Candidates are judged by it from then on, and approvals given before are
 * void. @throws AppError `precondition-failed`, `invalid-policy`, `conflict` when nothing changed
 */
export async function publishPolicy(
  ctx: Context,
  input: PolicyTarget & {
    readonly document: PolicyDocument
    readonly reason: string
    readonly ifVersion: number
  },
): Promise<PolicyRow> {
  await authorize(ctx, 'golden-policy:publish')

  checkDocument(input.document)
  const digest = policyDigest(input.document)
  const at = ctx.clock.now()
  return transaction(ctx.db, async (tx) => {
    const policy = found(await findPolicy(tx, input.policy))
    if (policy.latestVersion !== input.ifVersion) throw moved()
    if (policy.archivedAt !== null) throw new AppError('conflict', 'The policy is archived.')
    if (policy.latest.digest === digest) {
      throw new AppError('conflict', 'This is what the policy says already.')
    }
    if (!(await raisePolicyVersion(tx, policy.id, input.ifVersion))) throw moved()
    const version = input.ifVersion + 1
    const { document, reason } = input
    const publishedBy = ctx.actor.name
    await insertPolicyVersion(tx, policy.id, {
      version,
      digest,
      document,
      reason,
      publishedBy,
      publishedAt: at,
    })
    await recordPublished(ctx, tx, { id: policy.id, name: policy.name, version, digest, reason })
    await queueEvaluation(ctx, tx, policy.id)
    return found(await findPolicy(tx, policy.id))
  })
}

/** Renames, describes, archives or brings back a policy. One that lines follow is not archived. */
export async function updatePolicy(
  ctx: Context,
  input: PolicyTarget & {
    readonly name?: string | undefined
    readonly description?: string | undefined
    readonly isArchived?: boolean | undefined
  },
): Promise<PolicyRow> {
  await authorize(ctx, 'golden-policy:publish')

  const at = ctx.clock.now()
  return transaction(ctx.db, async (tx) => {
    const policy = found(await findPolicy(tx, input.policy))
    const name = input.name ?? policy.name
    if (await isPolicyNameTaken(tx, name, policy.id)) throw nameTaken()
    if (input.isArchived === true && policy.lineCount > 0) {
      throw new AppError('conflict', `${policy.lineCount} lines follow this policy.`)
    }
    const isArchived = input.isArchived ?? policy.archivedAt !== null
    const archivedAt = isArchived ? (policy.archivedAt ?? at) : null
    const description = input.description ?? policy.description
    await updatePolicyRow(tx, policy.id, { name, description, archivedAt })
    await record(ctx, tx, {
      type: 'golden.policy-changed',
      resource: name,
      before: { name: policy.name, description: policy.description, archivedAt: policy.archivedAt },
      after: { name, description, archivedAt },
      facts: { policy: policy.id },
    })
    return found(await findPolicy(tx, policy.id))
  })
}

function recordPublished(
  ctx: Context,
  tx: Parameters<typeof record>[1],
  published: { id: string; name: string; version: number; digest: string; reason: string },
): Promise<string> {
  const { id, name, version, digest, reason } = published
  return record(ctx, tx, {
    type: 'golden.policy-published',
    resource: name,
    after: { version, digest },
    reason,
    facts: { policy: id },
  })
}

function checkDocument(document: PolicyDocument): void {
  const fault = faultOfPolicy(document)
  if (fault !== null) throw new InvalidInputError('invalid-policy', fault)
}

function found(policy: PolicyRow | undefined): PolicyRow {
  if (policy === undefined) throw new NotFoundError()
  return policy
}

function moved(): AppError {
  return new AppError(
    'precondition-failed',
    'A newer version of this policy was published since you opened it.',
  )
}

function nameTaken(): AppError {
  return new AppError('name-taken', 'Another policy has this name.')
}
