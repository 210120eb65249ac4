import 'server-only'
import type { Executor } from '@/lib/db/connection'

/** Drops the earlier jobs of a kind that succeeded: of what runs every few seconds only the last one tells anything. */
export async function forgetEarlier(
  db: Executor,
  { kind, jobId }: { readonly kind: string; readonly jobId: string },
): Promise<void> {
  await db
    .deleteFrom('job')
    .where('kind', '=', kind)
    .where('status', '=', 'succeeded')
    .where('id', '<>', jobId)
    .execute()
}
