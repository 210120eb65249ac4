import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { visibilityOf } from '@/lib/access/rules/visibility'
import { record } from '@/lib/audit/record'
import { authorizeRepository } from '@/lib/catalog/authorize-place'
import { announce } from '@/lib/changes/announce'
import { patternMatcher } from '@/lib/cleanup/rules/retention/pattern'
import { AppError, InvalidInputError, NotFoundError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import type { Page, PageRequest } from '@/lib/core/paging'
import type { Executor } from '@/lib/db/connection'
import { readPage } from '@/lib/db/page'
import { transaction } from '@/lib/db/transaction'
import { authorizeLine, placeOf } from '../authorize-line'
import { releaseClosure } from '../guard-closure'
import { queueEvaluation } from '../queue-evaluation'
import { removePins } from '../remove-pins'
import type { OnMissing } from '../rules/put-back'
import {
  countLines,
  findLine,
  insertLine,
  isLineNameTaken,
  type LineChange,
  type LineRow,
  listLineRows,
  updateLineRow,
} from '../store/lines'
import { findPolicy } from '../store/policies'
import { listVersionFacts } from '../store/versions'

export interface LineQuery extends PageRequest {
  readonly registry?: string | undefined
  readonly repository?: string | undefined
  readonly q?: string | undefined
  readonly isArchived?: boolean
}

/** The lines of what the actor may see, by name. */
export async function listLines(ctx: Context, input: LineQuery): Promise<Page<LineRow>> {
  await authorize(ctx, 'line:list')

  const { registry, repository, q, isArchived = false } = input
  const filter = { visibility: visibilityOf(ctx.actor), registry, repository, q, isArchived }
  return readPage(ctx, {
    scope: { list: 'golden-lines', registry, repository, q, isArchived: String(isArchived) },
    request: input,
    positionOf: (row: LineRow) => [row.name, row.id],
    list: async (after, limit) => ({
      rows: await listLineRows(ctx.db, { filter, limit, after }),
      total: await countLines(ctx.db, filter),
    }),
  })
}

/** One line. @throws NotFoundError */
export function getLine(ctx: Context, input: { readonly line: string }): Promise<LineRow> {
  return authorizeLine(ctx, 'line:read', input.line)
}

export interface NewLineInput {
  readonly registry: string
  readonly repository: string
  readonly name: string
  readonly description: string
  readonly policy: string
  readonly tagPattern: string | null
  readonly hasPins: boolean
  readonly onMissing: OnMissing
  readonly isPublished: boolean
}

/** Adds a line; a draft until somebody who may publishes it. @throws AppError `name-taken`, ForbiddenError */
export async function createLine(ctx: Context, input: NewLineInput): Promise<LineRow> {
  const { registry, repository } = await authorizeRepository(ctx, 'line:draft', input)
  const place = { registryId: registry.id, repository: repository.name }
  if (input.isPublished) await authorize(ctx, 'line:publish', place)

  checkPattern(input.tagPattern)
  const at = ctx.clock.now()
  const id = newId('lin', at)
  return transaction(ctx.db, async (tx) => {
    await checkPolicy(tx, input.policy)
    await checkName(tx, { registryId: registry.id, name: input.name, except: id })
    await insertLine(tx, {
      id,
      ...place,
      repositoryId: repository.id,
      name: input.name,
      description: input.description,
      tagPattern: input.tagPattern,
      policyId: input.policy,
      hasPins: input.hasPins,
      onMissing: input.onMissing,
      isPublished: input.isPublished,
      createdBy: ctx.actor.name,
      createdAt: at,
    })
    const line = found(await findLine(tx, id))
    await recordLine(ctx, tx, { type: 'golden.line-created', line })
    return line
  })
}

export interface LinePatch {
  readonly line: string
  readonly ifRevision: number
  readonly name?: string | undefined
  readonly description?: string | undefined
  readonly policy?: string | undefined
  readonly tagPattern?: string | null | undefined
  readonly hasPins?: boolean | undefined
  readonly onMissing?: OnMissing | undefined
  readonly isPublished?: boolean | undefined
}

/** Changes or publishes a line. What is published takes an owner to change. @throws AppError `precondition-failed` */
export async function updateLine(ctx: Context, input: LinePatch): Promise<LineRow> {
  const before = await authorizeLine(ctx, 'line:draft', input.line)
  const isPublishing = before.isPublished || input.isPublished === true
  if (isPublishing) await authorize(ctx, 'line:publish', placeOf(before))
  if (before.archivedAt !== null) throw new AppError('conflict', 'The line is archived.')

  checkPattern(input.tagPattern ?? null)
  return transaction(ctx.db, async (tx) => {
    if (input.policy !== undefined && input.policy !== before.policyId) await checkPolicy(tx, input.policy)
    const { registryId, id } = before
    await checkName(tx, { registryId, name: input.name ?? before.name, except: id })
    const after = await change(tx, before, {
      ifRevision: input.ifRevision,
      to: {
        name: input.name ?? before.name,
        description: input.description ?? before.description,
        tagPattern: input.tagPattern === undefined ? before.tagPattern : input.tagPattern,
        policyId: input.policy ?? before.policyId,
        hasPins: input.hasPins ?? before.hasPins,
        onMissing: input.onMissing ?? before.onMissing,
        isPublished: input.isPublished ?? before.isPublished,
        archivedAt: null,
      },
    })
    await recordLine(ctx, tx, { type: 'golden.line-changed', line: after, before })
    if (after.policyId !== before.policyId) await queueEvaluation(ctx, tx, after.policyId)
    if (before.hasPins && !after.hasPins) await removePins(ctx, tx, after)
    return after
  })
}

/** Ends a line: nothing is nominated into it, and nothing of it is protected any more. Its history stays. */
export async function archiveLine(
  ctx: Context,
  input: { readonly line: string; readonly ifRevision: number; readonly reason: string },
): Promise<LineRow> {
  const before = await authorizeLine(ctx, 'line:publish', input.line)
  if (before.archivedAt !== null) throw new AppError('wrong-state', 'The line is archived already.')

  const at = ctx.clock.now()
  return transaction(ctx.db, async (tx) => {
    const { ifRevision, reason } = input
    const after = await change(tx, before, { ifRevision, to: { ...before, archivedAt: at } })
    for (const { id, name } of await listVersionFacts(tx, [before.id])) {
      await releaseClosure(tx, { line: before, version: { id, name } })
    }
    await recordLine(ctx, tx, { type: 'golden.line-archived', line: after, before, reason })
    if (before.hasPins) await removePins(ctx, tx, after)
    return after
  })
}

async function change(
  tx: Executor,
  before: LineRow,
  { ifRevision, to }: { readonly ifRevision: number; readonly to: LineChange },
): Promise<LineRow> {
  if (!(await updateLineRow(tx, { id: before.id, revision: ifRevision }, to))) {
    throw new AppError('precondition-failed', 'Somebody changed this line since you opened it.')
  }
  return found(await findLine(tx, before.id))
}

function checkPattern(pattern: string | null): void {
  if (pattern === null) return
  try {
    patternMatcher(pattern)
  } catch {
    throw new InvalidInputError('invalid-input', 'The tag pattern is not a regular expression RE2 reads.', {
      issues: [{ pointer: '/tagPattern', code: 'invalid-input', message: 'Not RE2.' }],
    })
  }
}

async function checkPolicy(tx: Executor, id: string): Promise<void> {
  const policy = await findPolicy(tx, id)
  if (policy !== undefined && policy.archivedAt === null) return
  throw new InvalidInputError('invalid-input', 'There is no such policy, or it is archived.', {
    issues: [{ pointer: '/policy', code: 'invalid-input', message: 'No such policy.' }],
  })
}

async function checkName(
  tx: Executor,
  name: { readonly registryId: string; readonly name: string; readonly except: string },
): Promise<void> {
  if (await isLineNameTaken(tx, name)) {
    throw new AppError('name-taken', 'Another line of this registry has this name.')
  }
}

async function recordLine(
  ctx: Context,
  tx: Executor,
  event: {
    readonly type: 'golden.line-created' | 'golden.line-changed' | 'golden.line-archived'
    readonly line: LineRow
    readonly before?: LineRow
    readonly reason?: string
  },
): Promise<void> {
  const { type, line, before, reason } = event
  await record(ctx, tx, {
    type,
    resource: `${line.registry}/${line.repository}`,
    registryId: line.registryId,
    repository: line.repository,
    before: before === undefined ? null : factsOf(before),
    after: factsOf(line),
    reason: reason ?? null,
    facts: { line: line.name, lineId: line.id },
  })
  await announce(tx, { topic: `repository:${line.repositoryId}` })
}

function factsOf(line: LineRow) {
  const { name, description, tagPattern, policyName: policy, hasPins, onMissing } = line
  const { isPublished, archivedAt } = line
  return { name, description, tagPattern, policy, hasPins, onMissing, isPublished, archivedAt }
}

function found(line: LineRow | undefined): LineRow {
  if (line === undefined) throw new NotFoundError()
  return line
}
