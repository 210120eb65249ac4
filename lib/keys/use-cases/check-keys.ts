import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { connectionsOf } from '@/lib/connections/pool'
import { SEALED_COLUMNS, type SealedColumn } from '../store/sealed-columns'
import { countByKey, type KeyUse } from '../store/sealed-values'

export interface ColumnKeys {
  readonly column: SealedColumn
  /** Values that the present key sealed. */
  readonly current: number
  /** Those that others did. */
  readonly others: readonly KeyUse[]
}

/** Which keys what is stored still needs. */
export async function checkKeys(ctx: Context): Promise<readonly ColumnKeys[]> {
  await authorize(ctx, 'settings:manage')

  const { sealingKey } = connectionsOf(ctx)
  const found: ColumnKeys[] = []
  for (const column of SEALED_COLUMNS) {
    const uses = await countByKey(ctx.db.query, column)
    const current = uses.find(({ kid }) => kid === sealingKey)?.count ?? 0
    found.push({ column, current, others: uses.filter(({ kid }) => kid !== sealingKey) })
  }
  return found
}
