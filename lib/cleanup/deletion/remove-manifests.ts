import 'server-only'
import type { Context } from '@/lib/access/context'
import { AppError, type ProblemCode } from '@/lib/core/errors'
import { parseDigest } from '@/lib/oci/digest'
import { RegistryNotFoundError } from '@/lib/registry/errors'
import { endsDeletion } from '../rules/deletion/failure'
import type { ItemReason } from '../rules/deletion/item'
import type { JournalItem } from '../store/journal'
import { claimManifest, closeManifest } from './close-manifest'
import type { DeletionRun } from './deletion-run'
import { gatherBytes } from './keep-bytes'
import { type LiveTags, readLiveTags } from './live-tags'
import { restoreVanished } from './restore-vanished'

export type ManifestOutcome =
  | { readonly kind: 'removed'; readonly reason: ItemReason | null }
  | { readonly kind: 'skipped'; readonly reason: ItemReason }
  | { readonly kind: 'failed'; readonly code: ProblemCode }
  /** Nothing was done to it yet. */
  | { readonly kind: 'open' }

/**
 * Deletes manifests by their digests, one after the other, each only when at that moment no tag of the registry, no
 * index, no referrer and no protection needs it. @throws AppError when the registry as a whole cannot be asked
 */
export async function removeManifests(
  run: DeletionRun,
  acting: Context,
  items: readonly JournalItem[],
): Promise<void> {
  let live = await readLiveTags(run)
  for (const item of items) {
    if (run.working.aborted) return
    // What was deleted took no tag along, but tags are pushed meanwhile.
    if (live.isOld(performance.now())) live = await readLiveTags(run)
    await closeManifest(run, acting, { item, outcome: await removeOne(run, { item, live }) })
  }
}

interface One {
  readonly item: JournalItem
  readonly live: LiveTags
}

async function removeOne(run: DeletionRun, one: One): Promise<ManifestOutcome> {
  try {
    return await remove(run, one)
  } catch (error) {
    if (!(error instanceof AppError) || run.working.aborted || endsDeletion(error.code)) throw error
    return { kind: 'failed', code: error.code }
  }
}

async function remove(run: DeletionRun, { item, live }: One): Promise<ManifestOutcome> {
  const digest = parseDigest(item.digest)
  if (live.needs(digest)) return { kind: 'skipped', reason: 'still-needed' }
  const kept = await gatherBytes(run, [digest])
  if (!kept.has(digest)) return { kind: 'skipped', reason: 'gone' }
  const { client, repository, settling: signal } = run
  const { referrers } = await client.listReferrers(repository, digest, { signal: run.working })
  if (referrers.length > 0) return { kind: 'skipped', reason: 'still-needed' }

  const refusal = await claimManifest(run, { item, kept })
  if (refusal !== null) return { kind: 'skipped', reason: refusal }
  await run.guard.ensure()
  const answer = await client.deleteManifest(repository, digest, { signal })
  if (answer !== 'deleted' && answer !== 'absent') return { kind: 'failed', code: 'deletes-disabled' }
  if (!(await isGone(run, item))) return { kind: 'failed', code: 'upstream-error' }
  const restored = await restoreVanished(run, { digest, live })
  return { kind: 'removed', reason: restored > 0 ? 'sibling-restored' : null }
}

/** Asked for without a condition: registries answer that a deleted digest is unchanged. */
export async function isGone(run: DeletionRun, item: JournalItem): Promise<boolean> {
  try {
    await run.client.getManifest(run.repository, parseDigest(item.digest), { signal: run.settling })
    return false
  } catch (error) {
    if (error instanceof RegistryNotFoundError) return true
    throw error
  }
}
