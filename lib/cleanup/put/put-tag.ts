import 'server-only'
import type { Context } from '@/lib/access/context'
import { findRepositoryToSync } from '@/lib/catalog/store/save-repositories'
import { AppError } from '@/lib/core/errors'
import type { Executor } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import type { Digest } from '@/lib/oci/digest'
import type { RepositoryName, TagName } from '@/lib/oci/name'
import type { ManifestContent, RegistryClient } from '@/lib/registry/types'
import { judgeOverwrite } from '../rules/restore/overwrite'
import { findProtection } from '../store/protection'
import { liveDigest } from './live-digest'
import { readAdditions } from './read-additions'
import { type SavedPut, saveTagPut } from './save-put'

export interface TagPut extends Omit<SavedPut, 'additions' | 'repository' | 'tag' | 'digest'> {
  readonly client: RegistryClient
  readonly repository: RepositoryName
  readonly tag: TagName
  readonly digest: Digest
  /** What the caller saw the tag name; undefined when they saw none. */
  readonly seen: Digest | undefined
  readonly signal: AbortSignal
  /** The tag belongs to whoever protects what it names now: a channel's goes from one golden version to the next. */
  readonly isOfProtector?: boolean
  /** Gives the bytes, when it is clear that they are to be put. */
  readonly prepare: () => Promise<ManifestContent>
  /** More to write in the same transaction. */
  readonly alongside?: (tx: Executor) => Promise<void>
}

export interface TagPutResult {
  readonly digest: Digest
  /** What the tag named before; null when it is new. */
  readonly previous: Digest | null
}

/**
 * Points a tag at a digest: asks what it names now, refuses to overwrite what the caller did not see or what is
 * protected, puts the exact bytes, and writes it down.
 * @throws AppError `precondition-required`, `tag-moved`, `tag-is-golden`, `blobs-gone`
 */
export async function putTag(ctx: Context, put: TagPut): Promise<TagPutResult> {
  const { client, repository, tag, digest, seen, signal } = put
  const live = await liveDigest(client, { repository, tag, known: seen, signal })
  assertAgreed(put, live)
  const known = await findRepositoryToSync(ctx.db.query, put.registry.id, repository)
  const isMoved = live !== null && live !== digest
  if (known !== undefined && isMoved && put.isOfProtector !== true) {
    await assertUnprotected(ctx.db.query, known.id, live)
  }

  const content = await put.prepare()
  if (live !== digest) await client.putManifest({ repository, reference: tag, content }, { signal })
  const additions = await readAdditions(ctx, { client, repository, digest, content, signal })

  await transaction(ctx.db, async (tx) => {
    await saveTagPut(ctx, tx, { ...put, additions })
    await put.alongside?.(tx)
  })
  return { digest, previous: live }
}

function assertAgreed({ tag, digest, seen }: TagPut, live: Digest | null): void {
  const verdict = judgeOverwrite({ live, wanted: digest, seen })
  if (verdict === 'required') {
    throw new AppError(
      'precondition-required',
      `The tag ${tag} exists. Say by If-Match which digest you saw it name.`,
      { facts: { tag, ...(live !== null && { digest: live }) } },
    )
  }
  if (verdict === 'moved') {
    throw new AppError('tag-moved', `The tag ${tag} does not name what you saw any more.`, {
      facts: { tag, ...(live !== null && { digest: live }) },
    })
  }
}

async function assertUnprotected(db: Executor, repositoryId: string, digest: Digest): Promise<void> {
  const protection = (await findProtection(db, repositoryId, [digest])).get(digest)
  if (protection === undefined) return
  throw new AppError('tag-is-golden', `This tag may not be moved: ${protection.detail}.`, {
    facts: { source: protection.source, digest },
  })
}
