import 'server-only'
import type { Context } from '@/lib/access/context'
import { forEachOf, limiterOf, REQUESTS_PER_REGISTRY } from '@/lib/connections/limiter'
import { isDigest } from '@/lib/oci/digest'
import { parseRepositoryName } from '@/lib/oci/name'
import { RegistryNotFoundError } from '@/lib/registry/errors'
import type { Presence } from '../rules/drift'

export interface PresenceQuestion {
  readonly registryId: string
  readonly repository: string
  readonly digests: readonly string[]
}

/** Asks a registry for manifests by their digests. Without an answer it is unknown whether one is there. */
export async function askPresence(
  ctx: Context,
  { registryId, repository, digests }: PresenceQuestion,
): Promise<ReadonlyMap<string, Presence>> {
  const answers = new Map<string, Presence>(digests.map((digest) => [digest, 'unknown']))
  if (digests.length === 0) return answers
  const client = await ctx.registries.client(registryId)
  const name = parseRepositoryName(repository)
  const limiter = limiterOf(registryId)
  const ask = async (digest: string) => {
    if (!isDigest(digest)) return
    try {
      await limiter.run(() => client.getManifest(name, digest, { signal: ctx.signal }))
      answers.set(digest, 'there')
    } catch (error) {
      ctx.signal.throwIfAborted()
      if (error instanceof RegistryNotFoundError) answers.set(digest, 'missing')
      else ctx.log.warn({ repository, digest, error }, 'a registry did not say whether it has a manifest')
    }
  }
  await forEachOf(digests, { max: REQUESTS_PER_REGISTRY, signal: ctx.signal }, ask)
  ctx.signal.throwIfAborted()
  return answers
}
