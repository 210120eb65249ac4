import 'server-only'
import { type Digest, isDigest } from '@/lib/oci/digest'
import { parseTagName } from '@/lib/oci/name'
import { RegistryNotFoundError } from '@/lib/registry/errors'
import { keptBytes } from '../put/kept-bytes'
import { listTagsUnderWay } from '../store/journal'
import type { DeletionRun } from './deletion-run'
import type { LiveTags } from './live-tags'

/**
 * Looks whether a tag went along with a manifest that was just deleted, against all care: then somebody pointed it
 * there in the moment before, and it gets the manifest back. Gives how many did.
 */
export async function restoreVanished(
  run: DeletionRun,
  { digest, live }: { readonly digest: Digest; readonly live: LiveTags },
): Promise<number> {
  // Where tags are deleted by their names, one that is gone may have been deleted by anybody.
  if (run.method.kind !== 'tombstone') return 0
  const { client, repository, settling: signal } = run
  const { tags } = await client.listTags(repository, { signal })
  const present = new Set<string>(tags)
  const ours = await listTagsUnderWay(run.ctx.db.query, run.row.id)
  let restored = 0
  for (const [tag, before] of live.digests) {
    if (present.has(tag) || ours.has(tag) || !isDigest(before)) continue
    // A tag leaves its manifest behind only by being pointed elsewhere.
    if (!(await isThere(run, before))) continue
    const content = await keptBytes(run.ctx.db.query, digest)
    if (content === undefined) continue
    await run.guard.ensure()
    await client.putManifest({ repository, reference: parseTagName(tag), content }, { signal })
    restored += 1
  }
  return restored
}

async function isThere(run: DeletionRun, digest: Digest): Promise<boolean> {
  try {
    await run.client.getManifest(run.repository, digest, { signal: run.settling })
    return true
  } catch (error) {
    if (error instanceof RegistryNotFoundError) return false
    throw error
  }
}
