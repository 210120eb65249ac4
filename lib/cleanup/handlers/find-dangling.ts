import 'server-only'
import { setImmediate } from 'node:timers/promises'
import type { Context } from '@/lib/access/context'
import { announce } from '@/lib/changes/announce'
import { rebuildableTransaction } from '@/lib/db/transaction'
import type { JobHandler } from '@/lib/jobs/handler'
import { forgetEarlier } from '@/lib/jobs/store/forget-earlier'
import { setPhase } from '@/lib/jobs/store/progress'
import { judgeDangling } from '../rules/storage/dangling'
import { manifestKey, type Reclaimable, ReclaimableTally } from '../rules/storage/reclaimable'
import { listNeededBlobs, readDanglingBlobs } from '../store/dangling-blobs'
import { type HeldManifest, listUntagged, readDanglingFacts, readLastTags } from '../store/dangling-facts'
import {
  listDanglingAges,
  listDanglingOf,
  listDanglingRepositoryIds,
  listRepositoryIds,
  saveDangling,
  saveRegistrySums,
  saveRepositorySums,
} from '../store/save-dangling'

/**
 * Finds what nothing needs in every repository, and adds up what removing it would free. It reads the index a
 * little at a time; what changes meanwhile is found by the next one.
 */
export const findDangling: JobHandler = async (ctx, run) => {
  await setPhase(ctx.db.query, run.hold, 'Looking for what nothing needs')
  for (const { registryId } of await listDanglingAges(ctx.db.query)) await judgeRegistry(ctx, registryId)
  await forgetEarlier(ctx.db.query, { kind: run.job.kind, jobId: run.job.id })
  return { status: 'succeeded', problemCode: null }
}

async function judgeRegistry(ctx: Context, registryId: string): Promise<void> {
  const startedAt = ctx.clock.now()
  for (let after: string | undefined = ''; after !== undefined; ) {
    const ids: readonly string[] = await listRepositoryIds(ctx.db.query, registryId, after)
    for (const repositoryId of ids) await judgeRepository(ctx, { registryId, repositoryId })
    after = ids.at(-1)
  }
  const freed = await addUp(ctx, registryId)
  await rebuildableTransaction(ctx.db, async (tx) => {
    const tookMs = ctx.clock.now() - startedAt
    await saveRegistrySums(tx, { registryId, at: startedAt, tookMs, reclaimable: freed.total })
    await announce(tx, { topic: `registry:${registryId}`, what: 'tags' })
  })
}

interface Place {
  readonly registryId: string
  readonly repositoryId: string
}

async function judgeRepository(ctx: Context, { registryId, repositoryId }: Place): Promise<void> {
  ctx.signal.throwIfAborted()
  const untagged = await listUntagged(ctx.db.query, repositoryId)
  const facts = await readDanglingFacts(ctx.db.query, repositoryId, untagged)
  const { dangling, undecided } = judgeDangling(facts)
  const lastTags = await readLastTags(
    ctx.db.query,
    repositoryId,
    dangling.map(({ digest }) => digest),
  )
  const known = new Map<string, HeldManifest>(untagged.map((manifest) => [manifest.digest, manifest]))
  const manifests = dangling.flatMap(({ digest, why, of }) => {
    const held = known.get(digest)
    if (held === undefined) return []
    const last = lastTags.get(digest)
    const isNever = why === 'untagged' && last === undefined
    return {
      registry_id: registryId,
      repository_id: repositoryId,
      digest,
      kind: held.kind,
      platforms: held.platforms ?? '',
      size: held.size,
      total_size: held.total_size,
      why: isNever ? ('never-tagged' as const) : why,
      of_digest: of,
      last_tag: last?.tag ?? null,
      untagged_at: last?.at ?? null,
      first_seen_at: held.first_seen_at,
      last_seen_at: held.last_seen_at,
      reclaimable: null,
    }
  })
  await rebuildableTransaction(ctx.db, (tx) =>
    saveDangling(tx, {
      registryId,
      repositoryId,
      manifests,
      undecided: undecided.length,
      unread: facts.unread,
    }),
  )
  await setImmediate()
}

async function addUp(ctx: Context, registryId: string): Promise<Reclaimable> {
  const db = ctx.db.query
  const tally = new ReclaimableTally()
  const repositoryIds = await listDanglingRepositoryIds(db, registryId)
  for (const repositoryId of repositoryIds) {
    ctx.signal.throwIfAborted()
    for (const blob of await readDanglingBlobs(db, repositoryId)) tally.add(blob)
  }
  const blobs = tally.blobs()
  for (let start = 0; start < blobs.length; start += BLOBS_AT_ONCE) {
    ctx.signal.throwIfAborted()
    const needed = await listNeededBlobs(db, registryId, blobs.slice(start, start + BLOBS_AT_ONCE))
    for (const blob of needed) tally.drop(blob)
    await setImmediate()
  }
  const sums = tally.sums()
  for (const repositoryId of repositoryIds) await saveSums(ctx, repositoryId, sums)
  return sums
}

const BLOBS_AT_ONCE = 1_000

async function saveSums(ctx: Context, repositoryId: string, sums: Reclaimable): Promise<void> {
  const known = await listDanglingOf(ctx.db.query, repositoryId)
  const isUnknown = known.every(({ total_size }) => total_size === null)
  await rebuildableTransaction(ctx.db, (tx) =>
    saveRepositorySums(tx, {
      repositoryId,
      reclaimable: isUnknown ? null : (sums.byRepository.get(repositoryId) ?? 0),
      manifests: known.map(({ digest, total_size }) => ({
        digest,
        reclaimable:
          total_size === null ? null : (sums.byManifest.get(manifestKey(repositoryId, digest)) ?? 0),
      })),
    }),
  )
}
