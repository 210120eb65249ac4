import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { forEachOf, REQUESTS_PER_REGISTRY } from '@/lib/connections/limiter'
import { AppError, type ProblemCode } from '@/lib/core/errors'
import { LeaseLostError } from '@/lib/jobs/job'
import { SHUTDOWN } from '@/lib/jobs/run-job'
import { type Digest, parseDigest } from '@/lib/oci/digest'
import { parseTagName } from '@/lib/oci/name'
import { keptBytes } from '../put/kept-bytes'
import { EMPTY_BLOB } from '../rules/deletion/tombstone'
import type { JournalItem } from '../store/journal'
import type { TagOutcome } from './close-tags'
import type { DeletionRun } from './deletion-run'
import { lookAt } from './look'

const PAUSE_MAX_MS = 15_000
/** With the process about to end: another worker goes on from the journal. */
const TRIES_AT_SHUTDOWN = 2

export interface Begun {
  /** Tags that may stand on the tombstone, or that may have been deleted by their names. */
  readonly items: readonly JournalItem[]
  readonly tombstone: string | null
}

/**
 * Finds out what became of tags that were begun with, and brings them off a tombstone, whatever it takes: by deleting
 * it or, where the registry refuses that, by putting back what they named. Goes on until the registry has answered for each; ends early only for another worker.
 */
export async function settleChunk(run: DeletionRun, begun: Begun): Promise<Map<string, TagOutcome>> {
  const outcomes = new Map<string, TagOutcome>()
  for (let attempt = 1; begun.items.length > outcomes.size; attempt += 1) {
    try {
      await run.guard.ensure()
      await settleOnce(run, begun, outcomes)
    } catch (error) {
      if (error instanceof LeaseLostError || run.settling.aborted) throw error
      const isEnding = run.working.reason === SHUTDOWN && attempt >= TRIES_AT_SHUTDOWN
      if (!(error instanceof AppError) || isEnding) throw error
      run.ctx.log.warn({ error, deletion: run.deletion.id }, 'tags on a tombstone could not be settled yet')
      await sleep(Math.min(PAUSE_MAX_MS, 500 * 2 ** attempt), undefined, { signal: run.settling })
    }
  }
  return outcomes
}

async function settleOnce(
  run: DeletionRun,
  { items, tombstone }: Begun,
  outcomes: Map<string, TagOutcome>,
): Promise<void> {
  const refusal = tombstone === null ? null : await deleteTombstone(run, tombstone)
  const lanes = { max: REQUESTS_PER_REGISTRY, signal: run.settling }
  await forEachOf(items, lanes, async (item) => {
    if (outcomes.has(item.key)) return
    outcomes.set(item.key, await settleItem(run, { item, tombstone, refusal }))
  })
  run.settling.throwIfAborted()
}

/** Null when it is gone, else why the registry does not delete it. @throws AppError when it could not be asked */
async function deleteTombstone(run: DeletionRun, tombstone: string): Promise<ProblemCode | null> {
  const { client, repository, settling: signal } = run
  const digest = parseDigest(tombstone)
  try {
    let answer = await client.deleteManifest(repository, digest, { signal })
    if (answer === 'absent' && (await putTombstone(run, digest))) {
      answer = await client.deleteManifest(repository, digest, { signal })
    }
    return answer === 'deleted' || answer === 'absent' ? null : 'deletes-disabled'
  } catch (error) {
    if (error instanceof AppError && (error.code === 'upstream-denied' || error.code === 'upstream-auth')) {
      return error.code
    }
    throw error
  }
}

/**
 * Distribution takes a manifest away before the tags that name it, and stops where somebody pushes to one of them
 * meanwhile: from then on the manifest is absent, and its tags are listed for ever. With the manifest there once more
 * it can be deleted with them. False where its bytes are not known any more.
 */
async function putTombstone(run: DeletionRun, digest: Digest): Promise<boolean> {
  const content = await keptBytes(run.ctx.db.query, digest)
  if (content === undefined) return false
  await run.guard.ensure()
  const { client, repository, settling: signal } = run
  await client.putBlob(repository, Buffer.from(EMPTY_BLOB), { signal })
  await client.putManifest({ repository, reference: digest, content }, { signal })
  return true
}

interface Settling {
  readonly item: JournalItem
  readonly tombstone: string | null
  readonly refusal: ProblemCode | null
}

async function settleItem(run: DeletionRun, { item, tombstone, refusal }: Settling): Promise<TagOutcome> {
  const look = await run.limiter.run(() => lookAt(run, item, run.settling))
  if (look.kind === 'absent') return { kind: 'removed' }
  if (look.kind === 'expected') {
    return refusal === null ? { kind: 'open' } : { kind: 'failed', code: refusal }
  }
  if (look.digest !== tombstone) return { kind: 'skipped', reason: 'pushed-again' }
  await putBack(run, item)
  return { kind: 'failed', code: refusal ?? 'upstream-error' }
}

/** The tag stands on the tombstone and cannot be taken off by deleting it: it gets back what it named. */
async function putBack(run: DeletionRun, { key, digest }: JournalItem): Promise<void> {
  const content = await keptBytes(run.ctx.db.query, parseDigest(digest))
  if (content === undefined) throw new Error(`The bytes of ${digest} were not kept.`)
  await run.guard.ensure()
  const { client, repository, settling: signal } = run
  await client.putManifest({ repository, reference: parseTagName(key), content }, { signal })
}
