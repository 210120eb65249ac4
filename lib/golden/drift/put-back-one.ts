import 'server-only'
import type { Context } from '@/lib/access/context'
import { withDescendants } from '@/lib/catalog/store/known'
import { saveMembership } from '@/lib/catalog/store/save-manifests'
import { announce } from '@/lib/changes/announce'
import { keptBytes } from '@/lib/cleanup/put/kept-bytes'
import { prepareManifest } from '@/lib/cleanup/put/prepare'
import { transaction } from '@/lib/db/transaction'
import { type Digest, parseDigest, shortDigest } from '@/lib/oci/digest'
import { parseRepositoryName } from '@/lib/oci/name'
import { RegistryNotFoundError } from '@/lib/registry/errors'
import type { RegistryClient } from '@/lib/registry/types'
import { NOT_KEPT } from '../rules/put-back'
import { type DriftRow, resolveDrift } from '../store/drift'
import type { LineRow } from '../store/lines'
import type { WatchedRow } from '../store/watched'
import { writeDecision } from '../write-decision'
import { putBackTags } from './put-back-tags'

/** It is there after all, and nobody of us put it there. */
export const FOUND_AGAIN = 'found-again'

export interface Missing {
  /** As it was before the attempt. */
  readonly row: DriftRow
  readonly line: LineRow
  readonly version: WatchedRow
  /** Every version of the line that is or was golden. */
  readonly versions: readonly WatchedRow[]
}

export interface PuttingBack extends Missing {
  readonly client: RegistryClient
  readonly signal: AbortSignal
}

/**
 * Puts one missing manifest back under its digest, with what it lists, and the tags that went with it; then writes
 * down that it was done. Done again it changes nothing. Null, or why it was not done.
 * @throws AppError `blobs-gone` and whatever the registry refuses
 */
export async function putBackOne(ctx: Context, parts: PuttingBack): Promise<string | null> {
  const { row, line, client, signal } = parts
  const repository = parseRepositoryName(line.repository)
  const digest = parseDigest(row.subject)
  if (await isThere(parts, digest)) {
    // An attempt that was cut off after its effect is finished here.
    const wasBegun = row.attempts > 0 && row.attemptProblem === null
    if (!wasBegun) return FOUND_AGAIN
  } else {
    if ((await keptBytes(ctx.db.query, digest)) === undefined) return NOT_KEPT
    const content = await prepareManifest({ db: ctx.db.query, client, repository, signal }, digest)
    await client.putManifest({ repository, reference: digest, content }, { signal })
  }
  const tags = await putBackTags(ctx, parts)
  await close(ctx, parts, tags)
  return null
}

async function isThere({ client, line, signal }: PuttingBack, digest: Digest): Promise<boolean> {
  try {
    await client.getManifest(parseRepositoryName(line.repository), digest, { signal })
    return true
  } catch (error) {
    if (error instanceof RegistryNotFoundError) return false
    throw error
  }
}

async function close(
  ctx: Context,
  { row, line, version }: PuttingBack,
  tags: readonly string[],
): Promise<void> {
  const at = ctx.clock.now()
  await transaction(ctx.db, async (tx) => {
    const digests = await withDescendants(tx, [row.subject])
    await saveMembership(tx, line.repositoryId, { digests, at })
    if (!(await resolveDrift(tx, row.id, { resolution: 'put-back', at }))) return
    await writeDecision(ctx, tx, {
      verb: 'put-back',
      event: 'golden.put-back',
      line,
      version,
      reason: `The registry did not have ${shortDigest(row.subject)} any more, and the line puts back what is deleted.`,
      before: { kind: row.kind, subject: row.subject, found: null, detectedAt: row.detectedAt },
      after: { subject: row.subject, tags: tags.join(' '), attempts: row.attempts + 1 },
      facts: { drift: row.id },
    })
    await announce(tx, { topic: `repository:${line.repositoryId}`, what: 'tags' })
  })
}
