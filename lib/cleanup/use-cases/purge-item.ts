import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { NotFoundError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { findTrashRow } from '../store/list-trash'
import { removeTrash } from '../store/settle-trash'

/** Takes an item out of the trash for good: after that nothing brings it back. @throws NotFoundError, ForbiddenError */
export async function purgeItem(ctx: Context, input: { readonly item: string }): Promise<void> {
  await authorize(ctx, 'registry:manage')

  const row = await findTrashRow(ctx.db.query, input.item)
  if (row === undefined) throw new NotFoundError()

  await transaction(ctx.db, async (tx) => {
    if (!(await removeTrash(tx, row.id))) return
    const name = row.tag === null ? `@${row.digest}` : `:${row.tag}`
    await record(ctx, tx, {
      type: 'trash.purged',
      resource: `${row.registry}/${row.repository}${name}`,
      registryId: row.registry_id,
      repository: row.repository,
      digest: row.digest,
      facts: { trash: row.id },
    })
  })
}
