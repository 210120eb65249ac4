import 'server-only'
import { type Digest, parseDigest } from '@/lib/oci/digest'
import { parseManifest } from '@/lib/oci/manifest'
import { RegistryNotFoundError } from '@/lib/registry/errors'
import type { ManifestContent } from '@/lib/registry/types'
import { keptBytes } from '../put/kept-bytes'
import { childrenOf } from '../rules/restore/blobs'
import type { KeptManifest } from '../store/kept-manifests'
import type { DeletionRun } from './deletion-run'

/** Indexes list indexes, two levels down. */
const DEPTH_MAX = 3

/**
 * The exact bytes of some manifests and of everything they list, from what is known or else from the registry. What
 * the registry does not have any more is left out.
 * @throws AppError when the registry cannot be asked
 */
export async function gatherBytes(
  run: DeletionRun,
  digests: readonly string[],
): Promise<ReadonlyMap<string, KeptManifest>> {
  const found = new Map<string, KeptManifest>()
  let level = [...new Set(digests)].map(parseDigest)
  for (let depth = 0; depth <= DEPTH_MAX && level.length > 0; depth += 1) {
    const contents = await Promise.all(
      level.map(async (digest) => ({ digest, content: await bytesOf(run, digest) })),
    )
    const below = new Set<Digest>()
    for (const { digest, content } of contents) {
      if (content === undefined) continue
      found.set(digest, { digest, ...content })
      for (const child of childrenOf(parseManifest(content.bytes, content.mediaType))) below.add(child)
    }
    level = [...below].filter((digest) => !found.has(digest))
  }
  return found
}

async function bytesOf(run: DeletionRun, digest: Digest): Promise<ManifestContent | undefined> {
  const known = await keptBytes(run.ctx.db.query, digest)
  if (known !== undefined) return known
  const { client, limiter, repository, working: signal } = run
  try {
    const answer = await limiter.run(() => client.getManifest(repository, digest, { signal }))
    if (answer.kind === 'manifest') return { mediaType: answer.mediaType, bytes: answer.bytes }
  } catch (error) {
    if (!(error instanceof RegistryNotFoundError)) throw error
  }
  return undefined
}
