import 'server-only'
import { randomBytes } from 'node:crypto'
import { parseDigest } from '@/lib/oci/digest'
import { parseTagName } from '@/lib/oci/name'
import { methodFor } from '../rules/deletion/method'
import type { DeletionMethod } from '../rules/deletion/plan'
import type { DeletionRun } from './deletion-run'

/**
 * Asks the registry, right before anything is written, how it deletes: by names and digests that nothing can have.
 * Only one that asks for a digest instead of a tag (DIGEST_INVALID) gets a tombstone. @throws AppError when it
 * cannot be asked
 */
export async function findMethod(run: Omit<DeletionRun, 'method'>): Promise<DeletionMethod> {
  const { client, repository, settling: signal } = run
  const tag = parseTagName(`assay-probe-${randomBytes(16).toString('hex')}`)
  const byTag = await client.deleteManifest(repository, tag, { signal })
  if (byTag === 'absent' || byTag === 'deleted')
    return methodFor({ deleteByTag: 'yes', deleteEnabled: 'unknown' })
  if (byTag === 'unsupported') return methodFor({ deleteByTag: 'refused', deleteEnabled: 'unknown' })
  if (byTag === 'disabled') return methodFor({ deleteByTag: 'no', deleteEnabled: 'no' })

  const digest = parseDigest(`sha256:${randomBytes(32).toString('hex')}`)
  const byDigest = await client.deleteManifest(repository, digest, { signal })
  const isEnabled = byDigest === 'absent' || byDigest === 'deleted'
  return methodFor({ deleteByTag: 'no', deleteEnabled: isEnabled ? 'yes' : 'no' })
}
