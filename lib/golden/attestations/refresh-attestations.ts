import 'server-only'
import type { Context } from '@/lib/access/context'
import { askRegistry } from '@/lib/catalog/ask-registry'
import type { Digest } from '@/lib/oci/digest'
import type { RepositoryName } from '@/lib/oci/name'
import type { AttestationFacts } from '../rules/attestations/facts'
import { saveAttestations } from '../store/attestations'
import { readAttestations } from './read-attestations'

const WAIT_MS = 30_000

export interface AttestedPlace {
  readonly registryId: string
  readonly repositoryId: string
  readonly repository: RepositoryName
  readonly digest: Digest
}

/**
 * Asks the registry what is attached to a digest, and keeps the answer for the checks.
 * @throws UpstreamError when it cannot be asked: then what was known before stays
 */
export async function refreshAttestations(ctx: Context, place: AttestedPlace): Promise<AttestationFacts> {
  const { registryId, repositoryId, repository, digest } = place
  const facts = await askRegistry(ctx, { registryId, waitMs: WAIT_MS }, (client, signal) =>
    readAttestations(client, { repository, digest, signal }),
  )
  await saveAttestations(ctx.db.query, repositoryId, { facts, readAt: ctx.clock.now() })
  return facts
}
