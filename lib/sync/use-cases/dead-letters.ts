import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { getRegistryByName } from '@/lib/catalog/store/places'
import { NotFoundError } from '@/lib/core/errors'
import type { Page, PageRequest } from '@/lib/core/paging'
import { readPage } from '@/lib/db/page'
import { transaction } from '@/lib/db/transaction'
import { readDelivered } from '../rules/delivery'
import {
  countDeadLetters,
  type DeadLetterRow,
  deleteDeadLetters,
  findDeadLetter,
  listDeadLetterRows,
  saveReason,
} from '../store/dead-letters'
import { insertDelivered } from '../store/inbox'

/** What a registry delivered that could not be read, newest first. @throws NotFoundError */
export async function listDeadLetters(
  ctx: Context,
  input: PageRequest & { readonly registry: string },
): Promise<Page<DeadLetterRow>> {
  await authorize(ctx, 'notification:read')

  const { id } = await getRegistryByName(ctx.db.query, input.registry)
  return readPage(ctx, {
    scope: { list: 'dead-letters', registry: id },
    request: input,
    positionOf: (row: DeadLetterRow) => [row.received_at, row.id],
    list: async (after, limit) => ({
      rows: await listDeadLetterRows(ctx.db.query, id, { after, limit }),
      total: await countDeadLetters(ctx.db.query, id),
    }),
  })
}

/** Drops one letter, or all where none is named. Answers how many. @throws NotFoundError */
export async function discardDeadLetters(
  ctx: Context,
  input: { readonly registry: string; readonly letter?: string },
): Promise<number> {
  await authorize(ctx, 'notification:manage')

  const registry = await getRegistryByName(ctx.db.query, input.registry)

  return transaction(ctx.db, async (tx) => {
    const count = await deleteDeadLetters(tx, registry.id, input.letter)
    if (count === 0 && input.letter !== undefined) throw new NotFoundError()
    await record(ctx, tx, {
      type: 'dead-letter.discarded',
      resource: registry.name,
      registryId: registry.id,
      facts: { count },
    })
    return count
  })
}

export type RetryOutcome =
  | { readonly kind: 'read' }
  | { readonly kind: 'unreadable'; readonly reason: string }

/** Reads a letter again by today's rules: into the inbox, or it stays with the reason. @throws NotFoundError */
export async function retryDeadLetter(
  ctx: Context,
  input: { readonly registry: string; readonly letter: string },
): Promise<RetryOutcome> {
  await authorize(ctx, 'notification:manage')

  const registry = await getRegistryByName(ctx.db.query, input.registry)
  const letter = await findDeadLetter(ctx.db.query, registry.id, input.letter)
  if (letter === undefined) throw new NotFoundError()
  if (letter.is_whole === 0) return { kind: 'unreadable', reason: letter.reason }

  const value: unknown = JSON.parse(letter.content)
  const read = readDelivered(value, letter.received_at)

  return transaction(ctx.db, async (tx) => {
    await record(ctx, tx, {
      type: 'dead-letter.retried',
      resource: registry.name,
      registryId: registry.id,
      facts: { letter: letter.id, isRead: typeof read !== 'string' },
    })
    if (typeof read === 'string') {
      await saveReason(tx, letter.id, read)
      return { kind: 'unreadable', reason: read }
    }
    await insertDelivered(tx, { events: [{ registry_id: registry.id, ...read }], letters: [] })
    await deleteDeadLetters(tx, registry.id, letter.id)
    return { kind: 'read' }
  })
}
