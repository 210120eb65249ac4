import 'server-only'
import type { Context } from '@/lib/access/context'
import { AppError } from '@/lib/core/errors'
import { parseDigest } from '@/lib/oci/digest'
import { parseRepositoryName } from '@/lib/oci/name'
import { refreshAttestations } from './attestations/refresh-attestations'
import type { LineRow } from './store/lines'

/** Asks what is attached to a digest. Where nobody can tell, checks go on saying that they do not know. */
export async function learnAttestations(ctx: Context, line: LineRow, digest: string): Promise<void> {
  const { registryId, repositoryId } = line
  const repository = parseRepositoryName(line.repository)
  try {
    await refreshAttestations(ctx, { registryId, repositoryId, repository, digest: parseDigest(digest) })
  } catch (error) {
    ctx.signal.throwIfAborted()
    if (!(error instanceof AppError)) throw error
    ctx.log.warn({ repository, digest, error }, 'what is attached to a candidate could not be read')
  }
}
