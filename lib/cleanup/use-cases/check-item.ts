import 'server-only'
import type { Context } from '@/lib/access/context'
import { askRegistry } from '@/lib/catalog/ask-registry'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { parseDigest } from '@/lib/oci/digest'
import { parseRepositoryName } from '@/lib/oci/name'
import { checkManifest } from '../put/prepare'
import { findTrashRow } from '../store/list-trash'
import { noteChecked } from '../store/settle-trash'
import { itemOf, type TrashItem } from './list-trash'
import { openItem } from './restore-item'

const WAIT_MS = 20_000

/** Asks the registry whether everything that an item is made of is still there, and notes the answer. @throws NotFoundError */
export async function checkItem(ctx: Context, input: { readonly item: string }): Promise<TrashItem> {
  const row = await openItem(ctx, input.item)

  const repository = parseRepositoryName(row.repository)
  const digest = parseDigest(row.digest)
  const problemCode = await askRegistry(
    ctx,
    { registryId: row.registry_id, waitMs: WAIT_MS },
    async (client, signal) => {
      try {
        await checkManifest({ db: ctx.db.query, client, repository, signal }, digest)
        return null
      } catch (error) {
        if (error instanceof AppError && error.code === 'blobs-gone') return error.code
        throw error
      }
    },
  )

  const held = { registryId: row.registry_id, repository, digest }
  await noteChecked(ctx.db.query, held, { problemCode, at: ctx.clock.now() })
  const after = await findTrashRow(ctx.db.query, row.id)
  if (after === undefined) throw new NotFoundError()
  return itemOf(ctx, after)
}
