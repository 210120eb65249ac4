import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { can } from '@/lib/access/rules/can'
import { record } from '@/lib/audit/record'
import { askRegistry } from '@/lib/catalog/ask-registry'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { type Digest, parseDigest } from '@/lib/oci/digest'
import { parseRepositoryName, parseTagName, type TagName } from '@/lib/oci/name'
import type { RegistryClient } from '@/lib/registry/types'
import { prepareManifest } from '../put/prepare'
import { putTag } from '../put/put-tag'
import { trashState } from '../rules/restore/trash-state'
import { findTrashRow, type TrashRow } from '../store/list-trash'
import { closeRestored, noteChecked } from '../store/settle-trash'

const WAIT_MS = 60_000

export interface RestoreInput {
  readonly item: string
  /** Another name than it had. */
  readonly tag?: TagName | undefined
  /** What the tag names now, where it is to be overwritten. */
  readonly seen?: Digest | undefined
}

export interface Restored {
  readonly registry: string
  readonly repository: string
  /** Null for a manifest that no tag named. */
  readonly tag: string | null
  readonly digest: string
}

/**
 * Puts back what was deleted, under its tag or another: children, manifest, index, history and audit.
 * @throws NotFoundError, ForbiddenError, AppError `conflict`, `blobs-gone`, `precondition-required`, `tag-moved`
 */
export async function restoreItem(ctx: Context, input: RestoreInput): Promise<Restored> {
  const row = await openItem(ctx, input.item)

  const state = trashState(
    { restoredAt: row.restored_at, problemCode: null, expiresAt: row.expires_at },
    ctx.clock.now(),
  )
  if (state === 'restored') throw new AppError('conflict', 'This has been restored already.')
  if (state === 'expired') throw new AppError('conflict', 'This lay in the trash for too long.')

  try {
    await askRegistry(ctx, { registryId: row.registry_id, waitMs: WAIT_MS }, (client, signal) =>
      putBack(ctx, { row, input, client, signal }),
    )
  } catch (error) {
    if (error instanceof AppError && error.code === 'blobs-gone') await noteGone(ctx, row)
    throw error
  }
  return {
    registry: row.registry,
    repository: row.repository,
    tag: input.tag ?? row.tag,
    digest: row.digest,
  }
}

/** An item that the actor may restore. What they may not see is not there. @throws NotFoundError, ForbiddenError */
export async function openItem(ctx: Context, id: string): Promise<TrashRow> {
  if (ctx.actor.kind === 'anonymous') await authorize(ctx, 'tag:restore')
  const row = await findTrashRow(ctx.db.query, id)
  if (row === undefined) throw new NotFoundError()
  const resource = { registryId: row.registry_id, repository: row.repository }
  if (!can(ctx.actor, 'repository:read', resource).allowed) throw new NotFoundError()
  await authorize(ctx, 'tag:restore', resource)
  return row
}

interface PutBack {
  readonly row: TrashRow
  readonly input: RestoreInput
  readonly client: RegistryClient
  readonly signal: AbortSignal
}

async function putBack(ctx: Context, { row, input, client, signal }: PutBack): Promise<void> {
  const repository = parseRepositoryName(row.repository)
  const digest = parseDigest(row.digest)
  const prepare = () => prepareManifest({ db: ctx.db.query, client, repository, signal }, digest)
  const close = { by: ctx.actor.name, at: ctx.clock.now() }
  const registry = { id: row.registry_id, name: row.registry }
  const name = input.tag ?? (row.tag === null ? null : parseTagName(row.tag))
  if (name !== null) {
    await putTag(ctx, {
      ...{ client, repository, signal, registry, digest, prepare },
      tag: name,
      seen: input.seen,
      cause: 'tag.restored',
      reason: null,
      facts: { trash: row.id, deletedBy: row.deleted_by },
      alongside: async (tx) => {
        await closeRestored(tx, row.id, close)
      },
    })
    return
  }
  const content = await prepare()
  await client.putManifest({ repository, reference: digest, content }, { signal })
  await transaction(ctx.db, async (tx) => {
    if (!(await closeRestored(tx, row.id, close))) return
    await record(ctx, tx, {
      type: 'tag.restored',
      resource: `${row.registry}/${row.repository}@${row.digest}`,
      registryId: row.registry_id,
      repository: row.repository,
      digest: row.digest,
      facts: { trash: row.id, deletedBy: row.deleted_by },
    })
  })
}

async function noteGone(ctx: Context, row: TrashRow): Promise<void> {
  const held = { registryId: row.registry_id, repository: row.repository, digest: row.digest }
  await noteChecked(ctx.db.query, held, { problemCode: 'blobs-gone', at: ctx.clock.now() })
}
