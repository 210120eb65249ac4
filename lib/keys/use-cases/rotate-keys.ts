import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { type ConnectionPool, connectionsOf } from '@/lib/connections/pool'
import { transaction } from '@/lib/db/transaction'
import { SEALED_COLUMNS, type SealedColumn } from '../store/sealed-columns'
import { listSealedByOthers, replaceSealed, type SealedValue } from '../store/sealed-values'

export interface ColumnRotation {
  readonly column: SealedColumn
  /** Sealed anew. */
  readonly rotated: number
  /** Rows whose value no key at hand opens; they stay as they are. At most a hundred are named. */
  readonly unopened: readonly string[]
  readonly unopenedCount: number
}

const ROWS_AT_ONCE = 200
const NAMED_MAX = 100

/**
 * Seals everything anew that another key than the present one sealed. Each few hundred rows are one transaction
 * with its event, so it can be ended at any moment and started again; a value that changes meanwhile is left to
 * whoever changed it. Servers that know both keys go on beside it.
 */
export async function rotateKeys(
  ctx: Context,
  onProgress: (done: ColumnRotation) => void = () => undefined,
): Promise<readonly ColumnRotation[]> {
  await authorize(ctx, 'settings:manage')

  const outcomes: ColumnRotation[] = []
  for (const column of SEALED_COLUMNS) outcomes.push(await rotateColumn(ctx, column, onProgress))
  return outcomes
}

async function rotateColumn(
  ctx: Context,
  column: SealedColumn,
  onProgress: (done: ColumnRotation) => void,
): Promise<ColumnRotation> {
  const connections = connectionsOf(ctx)
  const unopened: string[] = []
  let state = { column, rotated: 0, unopened, unopenedCount: 0 }
  let after = ''
  for (;;) {
    const page = { kid: connections.sealingKey, after, limit: ROWS_AT_ONCE }
    const values = await listSealedByOthers(ctx.db.query, column, page)
    const last = values.at(-1)
    if (last === undefined) return state

    const { changes, failed } = sealAnew(connections, column, values)
    unopened.push(...failed.slice(0, NAMED_MAX - unopened.length))
    const rotated = await write(ctx, column, changes)
    state = { ...state, rotated: state.rotated + rotated, unopenedCount: state.unopenedCount + failed.length }
    after = last.row
    onProgress(state)
    ctx.signal.throwIfAborted()
  }
}

type Change = SealedValue & { readonly was: string }

function sealAnew(
  connections: ConnectionPool,
  { table, column }: SealedColumn,
  values: readonly SealedValue[],
) {
  const changes: Change[] = []
  const failed: string[] = []
  for (const { row, sealed } of values) {
    const place = { table, row, column }
    try {
      changes.push({
        row,
        was: sealed,
        sealed: connections.sealAt(place, connections.unsealAt(place, sealed)),
      })
    } catch {
      // Sealed with a key that is not at hand. It stays readable for whoever still has that key.
      failed.push(row)
    }
  }
  return { changes, failed }
}

async function write(ctx: Context, column: SealedColumn, changes: readonly Change[]): Promise<number> {
  if (changes.length === 0) return 0
  return transaction(ctx.db, async (tx) => {
    let rotated = 0
    for (const change of changes) {
      if (await replaceSealed(tx, column, change)) rotated += 1
    }
    await record(ctx, tx, {
      type: 'key.rotated',
      resource: `${column.table}.${column.column}`,
      facts: { rows: rotated, key: connectionsOf(ctx).sealingKey },
    })
    return rotated
  })
}
