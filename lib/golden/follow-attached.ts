import 'server-only'
import type { Context } from '@/lib/access/context'
import { askRegistry } from '@/lib/catalog/ask-registry'
import { findManifestIn } from '@/lib/catalog/store/manifests'
import { AppError } from '@/lib/core/errors'
import { isDigest } from '@/lib/oci/digest'
import { parseManifest } from '@/lib/oci/manifest'
import { parseRepositoryName } from '@/lib/oci/name'
import { tagKindOf } from '@/lib/oci/tag-kind'
import { lookAgain } from './attestations/look-again'
import type { TouchStep } from './drift/drain-touches'
import { type LineRow, listLinesOfRepository } from './store/lines'
import { listVersionsWith } from './store/version-ids'

const WAIT_MS = 30_000

/**
 * Looks again at what is attached to a version when something was: under the tag a registry without the referrers API
 * keeps, under cosign's, or by a manifest pushed under its digest that names the version, or a part of it, as subject.
 */
export const followAttached: TouchStep = async (ctx, { repositoryId, subjects }) => {
  const lines = await listLinesOfRepository(ctx.db.query, repositoryId)
  const [first] = lines
  if (first === undefined) return
  const attachedTo = new Set<string>()
  for (const subject of subjects) {
    ctx.signal.throwIfAborted()
    const digest = isDigest(subject) ? await subjectOf(ctx, first, subject) : subjectOfTag(subject)
    if (digest !== null) attachedTo.add(digest)
  }
  for (const version of await listVersionsWith(ctx.db.query, repositoryId, [...attachedTo])) {
    const line = lines.find(({ id }) => id === version.lineId)
    if (line !== undefined) await lookAgain(ctx, line, version)
  }
}

function subjectOfTag(tag: string): string | null {
  const kind = tagKindOf(tag)
  return kind.kind === 'plain' ? null : kind.subject
}

/** What a manifest is attached to; null for what is attached to nothing, or is gone and was never known. */
async function subjectOf(ctx: Context, line: LineRow, digest: string): Promise<string | null> {
  const known = await findManifestIn(ctx.db.query, line.repositoryId, digest)
  if (known !== undefined) return known.subject_digest
  if (!isDigest(digest)) return null
  const repository = parseRepositoryName(line.repository)
  const question = { registryId: line.registryId, waitMs: WAIT_MS }
  try {
    const answer = await askRegistry(ctx, question, (client, signal) =>
      client.getManifest(repository, digest, { signal }),
    )
    return answer.kind === 'manifest' ? parseManifest(answer.bytes, answer.mediaType).subject : null
  } catch (error) {
    if (error instanceof AppError && UNREADABLE.has(error.code)) return null
    throw error
  }
}

/** Gone again, or nothing that anything could be read from. */
const UNREADABLE: ReadonlySet<string> = new Set([
  'not-found',
  'upstream-invalid',
  'upstream-ambiguous',
  'upstream-too-large',
  'upstream-digest-mismatch',
])
