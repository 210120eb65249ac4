import 'server-only'
import { createHash } from 'node:crypto'
import type { Context } from '@/lib/access/context'
import { authorizeRepository } from '@/lib/catalog/authorize-place'
import { AppError, InvalidInputError, NotFoundError } from '@/lib/core/errors'
import type { Executor } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { planProbed } from '../deletion/plan-probed'
import { type DeletionTarget, selectTags } from '../deletion/target'
import { blockMessage } from '../rules/deletion/messages'
import type { Block, Confirmation } from '../rules/deletion/plan'
import { findAnswer, saveAnswer } from '../store/idempotency'
import { askLive } from './plan-deletion'
import { itemsOf, queueDeletion } from './queue-deletion'

export interface StartDeletionInput extends DeletionTarget {
  /** What the plan asks to be typed. */
  readonly confirm?: string | number | undefined
  readonly reason?: string | undefined
  /** A request sent twice with one key does one thing. */
  readonly idempotencyKey?: string | undefined
}

export interface StartedDeletion {
  readonly jobId: string
  readonly total: number
}

/**
 * Freezes what is to go, as the index has it and as the caller saw it, and queues the work.
 * @throws NotFoundError, ForbiddenError, InvalidInputError; AppError `tag-is-golden`, `deletes-disabled`,
 * `deletion-blocked`, `confirmation-required`, `idempotency-key-reuse`
 */
export async function startDeletion(ctx: Context, input: StartDeletionInput): Promise<StartedDeletion> {
  const place = await authorizeRepository(ctx, 'tag:delete', input)
  const before = await findEarlier(ctx, ctx.db.query, input)
  if (before !== undefined) return before

  const selection = await selectTags(ctx, place.repository.id, input)
  const removeUntagged = input.removeUntagged ?? false
  const plan = await planProbed(ctx, place, { ...selection, removeUntagged })
  const [block] = plan.blocks
  if (block !== undefined) throw refusalOf(block)
  requireConfirmation(plan.confirmation, input.confirm)
  const expected = new Map(selection.selected.map((tag) => [tag.tag, tag.expected]))
  const items = itemsOf(plan, expected)

  return transaction(ctx.db, async (tx) => {
    const reason = input.reason ?? null
    const queued = await queueDeletion(ctx, tx, { ...place, items, removesUntagged: removeUntagged, reason })
    const answer = { jobId: queued.jobId, total: queued.total }
    await keepAnswer(ctx, tx, { input, answer })
    return answer
  })
}

/**
 * Deletes one tag and nothing else.
 * @throws NotFoundError, ForbiddenError; AppError `tag-moved` when the tag names something else than the caller saw
 */
export async function deleteTag(
  ctx: Context,
  {
    tag,
    expectedDigest,
    ...input
  }: { readonly tag: string; readonly expectedDigest: string | undefined } & Omit<
    StartDeletionInput,
    'tags' | 'filter' | 'all' | 'manifests'
  >,
): Promise<StartedDeletion> {
  const place = await authorizeRepository(ctx, 'tag:delete', input)
  if (expectedDigest === undefined) {
    throw new AppError('precondition-required', 'Say by If-Match which digest you saw the tag name.')
  }

  const selection = await selectTags(ctx, place.repository.id, { ...input, tags: [{ tag, digest: null }] })
  const indexed = selection.selected[0]?.digest
  const live = await askLive(ctx, place, { tag, known: expectedDigest })
  if (live.state === 'gone' || (live.state === 'unknown' && indexed === undefined)) throw new NotFoundError()
  const current = live.state === 'unknown' ? indexed : live.digest
  if (current !== expectedDigest) {
    throw new AppError('tag-moved', 'The tag names another digest by now. Look at it again.', {
      facts: typeof current === 'string' ? { digest: current } : {},
    })
  }
  return startDeletion(ctx, { ...input, tags: [{ tag, digest: expectedDigest }] })
}

function refusalOf({ code, count }: Block): AppError {
  const message = blockMessage({ code, count })
  if (code === 'tag-is-golden' || code === 'deletes-disabled' || code === 'untag-unsupported')
    return new AppError(code, message, { facts: { count } })
  return new AppError('deletion-blocked', message)
}

function requireConfirmation(asked: Confirmation, given: string | number | undefined): void {
  if (asked.kind === 'none') return
  const wanted = asked.kind === 'count' ? asked.count : asked.name
  if (String(given ?? '') === String(wanted)) return
  const what = asked.kind === 'count' ? 'the number of tags' : 'the name of the repository'
  throw new AppError('confirmation-required', `Send ${what} as confirm: ${wanted}.`, {
    facts: { confirm: wanted },
  })
}

async function findEarlier(
  ctx: Context,
  db: Executor,
  input: StartDeletionInput,
): Promise<StartedDeletion | undefined> {
  if (input.idempotencyKey === undefined) return undefined
  const place = { actorId: ctx.actor.id, key: input.idempotencyKey, at: ctx.clock.now() }
  const earlier = await findAnswer(db, place)
  if (earlier === undefined) return undefined
  if (earlier.request_hash !== hashOf(input)) {
    throw new InvalidInputError('idempotency-key-reuse', 'This key was used for another request.')
  }
  const answer: StartedDeletion = JSON.parse(earlier.answer)
  return answer
}

interface Answered {
  readonly input: StartDeletionInput
  readonly answer: StartedDeletion
}

async function keepAnswer(ctx: Context, tx: Executor, { input, answer }: Answered): Promise<void> {
  if (input.idempotencyKey === undefined) return
  const isFirst = await saveAnswer(tx, {
    actorId: ctx.actor.id,
    key: input.idempotencyKey,
    at: ctx.clock.now(),
    requestHash: hashOf(input),
    answer: JSON.stringify(answer),
  })
  if (!isFirst) throw new AppError('conflict', 'The same request is being answered at this moment.')
}

function hashOf(input: StartDeletionInput): string {
  return createHash('sha256').update(JSON.stringify(input)).digest('hex')
}
