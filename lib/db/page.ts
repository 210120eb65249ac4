import 'server-only'
import type { Page, PageRequest } from '@/lib/core/paging'
import type { Database } from './connection'
import { cursorScope, openCursor, type Position, sealCursor } from './cursor'

/** Who reads and from what; a `Context` is one. */
export interface Reader {
  readonly db: Database
  readonly actor: { readonly id: string }
}

export interface KeysetList<R> {
  /** Everything that decides the rows and their order. */
  readonly scope: Readonly<Record<string, string | number | undefined>>
  readonly request: PageRequest
  readonly positionOf: (row: R) => Position
  /** At most `limit` rows behind a position, and how many there are over all pages. */
  readonly list: (
    after: Position | undefined,
    limit: number,
  ) => Promise<{ readonly rows: readonly R[]; readonly total: number }>
}

/**
 * One page of a list with the cursor behind it. A cursor holds for the list and the actor it was given to.
 * @throws InvalidInputError `invalid-cursor`
 */
export async function readPage<R>(ctx: Reader, list: KeysetList<R>): Promise<Page<R>> {
  const scope = cursorScope({ ...list.scope, actor: ctx.actor.id })
  const { limit, cursor } = list.request
  const position = cursor === undefined ? undefined : await openCursor(ctx.db, scope, cursor)

  const { rows, total } = await list.list(position, limit + 1)
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  const nextCursor = last === undefined ? null : await sealCursor(ctx.db, scope, list.positionOf(last))
  return { items, nextCursor, total }
}
