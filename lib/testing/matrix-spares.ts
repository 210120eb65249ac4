import type { Context } from '@/lib/access/context'
import { newId } from '@/lib/core/ids'
import { enqueue } from '@/lib/jobs/store/queue'

const DAY_MS = 86_400_000

/** A person who can be taken away again. */
export async function addSpare(ctx: Context): Promise<string> {
  const id = newId('usr')
  const row = { id, name: id, name_folded: id, password_hash: null, role: 'member', session_version: 1 }
  await ctx.db.query
    .insertInto('user_account')
    .values({ ...row, disabled_at: null, created_at: 1, last_sign_in_at: null })
    .execute()
  return id
}

/** A job of a repository, from yesterday. */
export async function addJob(
  ctx: Context,
  job: { readonly id: string; readonly registryId: string; readonly repository: string },
): Promise<void> {
  const { id, registryId, repository } = job
  const input = { registryId, repository }
  const kind = 'sync-repository'
  await enqueue(ctx.db.query, {
    id,
    kind,
    registryId,
    input,
    dedupeKey: null,
    createdBy: 'test',
    createdAt: Date.now() - DAY_MS,
  })
}
