import 'server-only'
import type { Context } from '@/lib/access/context'
import { forEachOf, REQUESTS_PER_REGISTRY } from '@/lib/connections/limiter'
import { AppError } from '@/lib/core/errors'
import { MEDIA_TYPE } from '@/lib/oci/media-type'
import { parseTagName } from '@/lib/oci/name'
import { digestOf } from '@/lib/registry/verify'
import { endsDeletion } from '../rules/deletion/failure'
import { EMPTY_BLOB, tombstoneOf } from '../rules/deletion/tombstone'
import type { JournalItem } from '../store/journal'
import { claimChunk } from './claim-chunk'
import { closeTags, type TagOutcome } from './close-tags'
import type { DeletionRun } from './deletion-run'
import { gatherBytes } from './keep-bytes'
import { lookAt } from './look'
import { type Begun, settleChunk } from './settle-chunk'

/**
 * Takes some tags off, and nothing else: one throw-away manifest is put over those that still name what was
 * confirmed, and that one is deleted. @throws AppError when the registry as a whole cannot be asked
 */
export async function removeByTombstone(
  run: DeletionRun,
  acting: Context,
  chunk: { readonly items: readonly JournalItem[]; readonly name: string },
): Promise<void> {
  const kept = await gatherBytes(
    run,
    chunk.items.map(({ digest }) => digest),
  )
  const bytes = Buffer.from(tombstoneOf({ deletionId: run.deletion.id, chunk: chunk.name }))
  const tombstone = digestOf(bytes)
  const { client, repository } = run
  await client.putBlob(repository, Buffer.from(EMPTY_BLOB), { signal: run.working })
  const content = { mediaType: MEDIA_TYPE.ociManifest, bytes }
  const toKeep = new Map([...kept, [tombstone, { digest: tombstone, ...content }]])
  const items = await claimChunk(run, acting, { items: chunk.items, tombstone, kept: toKeep })

  const outcomes = new Map<string, TagOutcome>()
  const begun: JournalItem[] = []
  const failure = await removing(run, { items, outcomes }, async (item) => {
    if (!kept.has(item.digest)) return { kind: 'failed', code: 'not-found' }
    // From here on the tag may stand on the tombstone, whatever the answer.
    begun.push(item)
    const reference = parseTagName(item.key)
    await client.putManifest({ repository, reference, content }, { signal: run.settling })
    return null
  })
  await settle(run, { items: begun, tombstone }, outcomes)
  await closeTags(run, acting, { items, outcomes })
  if (failure !== undefined) throw failure
}

/** A tag that could not be touched and still names what it did keeps the reason. */
async function settle(run: DeletionRun, begun: Begun, outcomes: Map<string, TagOutcome>): Promise<void> {
  if (begun.items.length === 0) return
  for (const [key, outcome] of await settleChunk(run, begun)) {
    if (outcome.kind !== 'open' || !outcomes.has(key)) outcomes.set(key, outcome)
  }
}

/** The same on a registry that deletes tags by their names. */
export async function removeByName(
  run: DeletionRun,
  acting: Context,
  chunk: { readonly items: readonly JournalItem[] },
): Promise<void> {
  const kept = await gatherBytes(
    run,
    chunk.items.map(({ digest }) => digest),
  )
  const items = await claimChunk(run, acting, { items: chunk.items, tombstone: null, kept })
  const outcomes = new Map<string, TagOutcome>()
  const begun: JournalItem[] = []
  const { client, repository, settling: signal } = run
  const failure = await removing(run, { items, outcomes }, async (item) => {
    begun.push(item)
    const answer = await client.deleteManifest(repository, parseTagName(item.key), { signal })
    if (answer === 'deleted' || answer === 'absent') return null
    return { kind: 'failed', code: answer === 'disabled' ? 'deletes-disabled' : 'untag-unsupported' }
  })
  await settle(run, { items: begun, tombstone: null }, outcomes)
  await closeTags(run, acting, { items, outcomes })
  if (failure !== undefined) throw failure
}

interface Removing {
  readonly items: readonly JournalItem[]
  readonly outcomes: Map<string, TagOutcome>
}

/**
 * Looks at each tag once more and removes it at once where it is what it was. What fails for one tag is its own
 * outcome; a failure of the registry as a whole ends it and is given back.
 */
async function removing(
  run: DeletionRun,
  { items, outcomes }: Removing,
  remove: (item: JournalItem) => Promise<TagOutcome | null>,
): Promise<AppError | undefined> {
  const stopping = new AbortController()
  const signal = AbortSignal.any([run.working, stopping.signal])
  let failure: AppError | undefined
  await forEachOf(items, { max: REQUESTS_PER_REGISTRY, signal }, async (item) => {
    try {
      const outcome = await run.limiter.run(() => removeOne(run, item, remove))
      if (outcome !== null) outcomes.set(item.key, outcome)
    } catch (error) {
      if (run.working.aborted) return
      if (!(error instanceof AppError)) throw error
      if (!endsDeletion(error.code)) outcomes.set(item.key, { kind: 'failed', code: error.code })
      else {
        failure ??= error
        stopping.abort()
      }
    }
  })
  run.settling.throwIfAborted()
  return failure
}

async function removeOne(
  run: DeletionRun,
  item: JournalItem,
  remove: (item: JournalItem) => Promise<TagOutcome | null>,
): Promise<TagOutcome | null> {
  const look = await lookAt(run, item, run.working)
  if (look.kind === 'absent') return { kind: 'skipped', reason: 'gone' }
  if (look.kind === 'other') return { kind: 'skipped', reason: 'changed' }
  await run.guard.ensure()
  if (run.working.aborted) return null
  return remove(item)
}
