import 'server-only'
import type { Context } from '@/lib/access/context'
import { liveDigest } from '@/lib/cleanup/put/live-digest'
import { prepareManifest } from '@/lib/cleanup/put/prepare'
import { putTag, type TagPut } from '@/lib/cleanup/put/put-tag'
import type { Executor } from '@/lib/db/connection'
import { type Digest, parseDigest } from '@/lib/oci/digest'
import { parseRepositoryName, parseTagName } from '@/lib/oci/name'
import type { RegistryClient } from '@/lib/registry/types'
import type { LineRow } from '../store/lines'
import { copyImage } from './copy-image'

export interface Pointing {
  readonly client: RegistryClient
  readonly line: LineRow
  readonly digest: string
  readonly tag: string
  /** Where the tag is; null for the line's own repository. */
  readonly repository: string | null
  /** What the tag may be taken from: `anything` for a tag that is Assay's own, else a digest that was seen. */
  readonly replaces: 'anything' | string | null
  readonly cause: Extract<TagPut['cause'], `golden.${string}`>
  readonly reason: string | null
  readonly facts?: TagPut['facts']
  readonly signal: AbortSignal
  readonly alongside?: (tx: Executor) => Promise<void>
}

/**
 * Points a tag at the same bytes as a golden version, in the line's repository or another of its registry, even where
 * somebody pushed another golden version over it.
 * @throws AppError `tag-moved`, `precondition-required`, `tag-is-golden`, `blobs-gone`
 */
export async function pointTag(ctx: Context, pointing: Pointing): Promise<void> {
  const { client, line, signal, replaces } = pointing
  const from = parseRepositoryName(line.repository)
  const repository = pointing.repository === null ? from : parseRepositoryName(pointing.repository)
  const tag = parseTagName(pointing.tag)
  const digest = parseDigest(pointing.digest)
  const live = await liveDigest(client, { repository, tag, signal })
  await putTag(ctx, {
    client,
    registry: { id: line.registryId, name: line.registry },
    repository,
    tag,
    digest,
    seen: seenOf(live, digest, replaces),
    signal,
    isOfProtector: true,
    cause: pointing.cause,
    reason: pointing.reason,
    ...(pointing.facts && { facts: pointing.facts }),
    ...(pointing.alongside && { alongside: pointing.alongside }),
    prepare: () =>
      repository === from
        ? prepareManifest({ db: ctx.db.query, client, repository, signal }, digest)
        : copyImage({ client, from, to: repository, digest, signal }),
  })
}

function seenOf(live: Digest | null, wanted: Digest, replaces: Pointing['replaces']): Digest | undefined {
  if (live === null) return undefined
  if (live === wanted || replaces === 'anything') return live
  return replaces === null ? undefined : parseDigest(replaces)
}
