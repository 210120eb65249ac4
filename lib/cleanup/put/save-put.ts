import 'server-only'
import type { Context } from '@/lib/access/context'
import type { Facts } from '@/lib/audit/event'
import { record } from '@/lib/audit/record'
import type { Additions } from '@/lib/catalog/manifest-source'
import { withDescendants } from '@/lib/catalog/store/known'
import { saveManifests, saveMembership } from '@/lib/catalog/store/save-manifests'
import {
  addRepositories,
  findRepositoryToSync,
  holdRepository,
  type RepositoryToSync,
  recount,
} from '@/lib/catalog/store/save-repositories'
import { listTagsNamed, saveMovedTags } from '@/lib/catalog/store/save-tags'
import { markStorageStale } from '@/lib/catalog/store/storage-totals'
import { recordTagEvents } from '@/lib/catalog/store/tag-events'
import { tellTagChanges } from '@/lib/catalog/tell-changes'
import type { Executor } from '@/lib/db/connection'

const CLIENT = 'Assay'

/** Why a tag was pointed somewhere by us. */
export type PutCause = 'tag.restored' | 'tag.retagged' | 'tag.promoted' | 'golden.pointed' | 'golden.pinned'

export interface SavedPut {
  readonly registry: { readonly id: string; readonly name: string }
  readonly repository: string
  readonly tag: string
  readonly digest: string
  readonly additions: Additions
  readonly cause: PutCause
  readonly reason: string | null
  readonly facts?: Facts
}

/**
 * Writes down that a tag names a digest because we put it there: index, history, those who listen, and audit.
 * The registry has been asked already. Gives the repository, added where it was not known.
 */
export async function saveTagPut(ctx: Context, tx: Executor, put: SavedPut): Promise<RepositoryToSync> {
  const at = ctx.clock.now()
  const repository = await repositoryFor(tx, put, at)
  await holdRepository(tx, repository.id)
  const [before] = await listTagsNamed(tx, repository.id, [put.tag])
  await saveManifests(tx, put.additions)
  const digests = await withDescendants(tx, [put.digest])
  await saveMembership(tx, repository.id, { digests, at })
  const moved = { name: put.tag, digest: put.digest, isNew: before === undefined }
  if (before?.digest !== put.digest) {
    await saveMovedTags(tx, repository.id, { tags: [{ ...moved, pushedAfter: at, pushedBefore: at }], at })
    await tell(ctx, tx, { put, repository, before: before?.digest ?? null, isNew: moved.isNew, at })
    await recount(tx, repository.id)
    await markStorageStale(tx, at)
  }
  await record(ctx, tx, {
    type: put.cause,
    resource: `${put.registry.name}/${put.repository}:${put.tag}`,
    registryId: put.registry.id,
    repository: put.repository,
    digest: put.digest,
    before: { digest: before?.digest ?? null },
    after: { digest: put.digest },
    reason: put.reason,
    ...(put.facts && { facts: put.facts }),
  })
  return repository
}

async function repositoryFor(tx: Executor, put: SavedPut, at: number): Promise<RepositoryToSync> {
  const found = await findRepositoryToSync(tx, put.registry.id, put.repository)
  if (found !== undefined) return found
  await addRepositories(tx, put.registry.id, { names: [put.repository], at })
  const added = await findRepositoryToSync(tx, put.registry.id, put.repository)
  if (added === undefined) throw new Error('A repository just added is not there.')
  return added
}

interface Told {
  readonly put: SavedPut
  readonly repository: RepositoryToSync
  readonly before: string | null
  readonly isNew: boolean
  readonly at: number
}

async function tell(ctx: Context, tx: Executor, { put, repository, before, isNew, at }: Told): Promise<void> {
  const event = {
    registryId: put.registry.id,
    repositoryId: repository.id,
    repository: repository.name,
    tag: put.tag,
    kind: isNew ? ('created' as const) : ('moved' as const),
    fromDigest: before,
    toDigest: put.digest,
    afterAt: at,
    beforeAt: at,
    hint: { digest: put.digest, at, actor: ctx.actor.name, client: CLIENT },
    learnedBy: 'assay' as const,
    isFirstLook: false,
    isUnannounced: false,
  }
  await recordTagEvents(tx, [event])
  await tellTagChanges(tx, repository, [event])
}
