import 'server-only'
import type { Executor } from '@/lib/db/connection'

const ROWS_PER_STATEMENT = 100

export interface NewDelivery {
  readonly id: string
  readonly webhook_id: string
  readonly event_type: string
  readonly body: string
  /** The first try is not before it. */
  readonly next_at: number
  readonly created_at: number
  readonly redelivery_of?: string
}

/** Writes deliveries down; they are sent once the transaction is committed. */
export async function addDeliveries(tx: Executor, rows: readonly NewDelivery[]): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const values = rows
      .slice(start, start + ROWS_PER_STATEMENT)
      .map((row) => ({ redelivery_of: null, ...row, state: 'pending' as const, attempt: 0 }))
    await tx.insertInto('webhook_delivery').values(values).execute()
  }
}
