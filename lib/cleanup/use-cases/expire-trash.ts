import 'server-only'
import type { Executor } from '@/lib/db/connection'
import { dropKept } from '../store/kept-manifests'
import { dropExpiredTrash } from '../store/settle-trash'

/** Of each kind at a time; what is left goes the next time. */
const ROWS_MAX = 5_000

/** Drops what has lain in the trash for long enough, in the transaction of the schedule that says it is time. */
export async function expireTrash(tx: Executor, now: number): Promise<void> {
  await dropExpiredTrash(tx, { before: now, limit: ROWS_MAX })
  await dropKept(tx, { before: now, limit: ROWS_MAX })
}
