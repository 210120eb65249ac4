import 'server-only'
import type { Context } from '@/lib/access/context'
import { parseDigest } from '@/lib/oci/digest'
import { parseRepositoryName } from '@/lib/oci/name'
import { RegistryNotFoundError } from '@/lib/registry/errors'
import { findAttestations } from '../store/attestations'
import type { LineRow } from '../store/lines'
import { evaluateAgain } from '../use-cases/evaluate-version'
import { refreshAttestations } from './refresh-attestations'

/**
 * Asks what is attached to a version by now, and holds it against its policy again where that has changed.
 * @throws AppError when the registry cannot be asked: then it is as unknown as before
 */
export async function lookAgain(
  ctx: Context,
  line: LineRow,
  version: { readonly id: string; readonly digest: string },
): Promise<void> {
  const { registryId, repositoryId } = line
  const digest = parseDigest(version.digest)
  const before = await findAttestations(ctx.db.query, repositoryId, digest)
  try {
    const repository = parseRepositoryName(line.repository)
    const facts = await refreshAttestations(ctx, { registryId, repositoryId, repository, digest })
    if (JSON.stringify(facts) === JSON.stringify(before?.facts)) return
  } catch (error) {
    // The image itself is gone, which drift tells.
    if (error instanceof RegistryNotFoundError) return
    throw error
  }
  await evaluateAgain(ctx, version.id)
}
