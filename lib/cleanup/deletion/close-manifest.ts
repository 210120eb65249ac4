import 'server-only'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { removeMembership } from '@/lib/catalog/store/save-manifests'
import { holdRepository } from '@/lib/catalog/store/save-repositories'
import { markStorageStale } from '@/lib/catalog/store/storage-totals'
import type { Executor } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { queueTidy } from '@/lib/jobs/queue-tidy'
import { closeItems, type ItemResult, setPhase } from '@/lib/jobs/store/progress'
import type { ItemReason } from '../rules/deletion/item'
import { readManifestFacts, readParents, readReferrers, readTagsOf } from '../store/deletion-facts'
import { type JournalItem, moveItems } from '../store/journal'
import { type KeptManifest, keepManifests } from '../store/kept-manifests'
import { findProtection } from '../store/protection'
import { addTrash } from '../store/trash'
import type { DeletionRun } from './deletion-run'
import type { ManifestOutcome } from './remove-manifests'

const KEPT_BEYOND_MS = 24 * 60 * 60 * 1000

/**
 * Writes down that a manifest is about to be deleted, with its bytes; null. Where the index or a protection needs it,
 * why it is left alone. @throws LeaseLostError
 */
export async function claimManifest(
  run: DeletionRun,
  { item, kept }: { readonly item: JournalItem; readonly kept: ReadonlyMap<string, KeptManifest> },
): Promise<ItemReason | null> {
  const at = run.ctx.clock.now()
  return transaction(run.ctx.db, async (tx) => {
    await setPhase(tx, run.job.hold, 'Deleting manifests that nothing names')
    await holdRepository(tx, run.row.id)
    if ((await findProtection(tx, run.row.id, [item.digest])).size > 0) return 'protected'
    if (await isNeeded(tx, run.row.id, item.digest)) return 'still-needed'
    const until = at + run.trashPeriodMs + KEPT_BEYOND_MS
    await keepManifests(tx, { manifests: [...kept.values()], until })
    const { fence } = run.job.hold
    await moveItems(tx, run.deletion.id, { keys: [item.key], state: 'checked', fence, at })
    return null
  })
}

async function isNeeded(tx: Executor, repositoryId: string, digest: string): Promise<boolean> {
  const found = [
    await readTagsOf(tx, repositoryId, { digests: [digest], selected: new Map() }),
    await readParents(tx, repositoryId, [digest]),
    await readReferrers(tx, repositoryId, [digest]),
  ]
  return found.some((names) => names.has(digest))
}

/** Writes down what became of a manifest. @throws LeaseLostError */
export async function closeManifest(
  run: DeletionRun,
  acting: Context,
  { item, outcome }: { readonly item: JournalItem; readonly outcome: ManifestOutcome },
): Promise<void> {
  const at = run.ctx.clock.now()
  await transaction(run.ctx.db, async (tx) => {
    await closeItems(tx, run.job.hold, { results: resultOf(item, outcome), at })
    const { fence } = run.job.hold
    await moveItems(tx, run.deletion.id, { keys: [item.key], ...stateOf(outcome), fence, at })
    if (outcome.kind === 'removed') await saveRemoved(run, acting, { tx, item, outcome, at })
  })
}

function resultOf({ key }: JournalItem, outcome: ManifestOutcome): readonly ItemResult[] {
  if (outcome.kind === 'open') return []
  if (outcome.kind === 'failed') return [{ key, state: 'failed', problemCode: outcome.code }]
  return [{ key, state: outcome.kind === 'removed' ? 'done' : 'skipped', problemCode: null }]
}

function stateOf(outcome: ManifestOutcome) {
  if (outcome.kind === 'open') return { state: 'queued', reason: null } as const
  if (outcome.kind === 'failed') return { state: 'failed', reason: outcome.code } as const
  const isDone = outcome.kind === 'removed' || outcome.reason === 'gone'
  return { state: isDone ? 'verified' : 'skipped', reason: outcome.reason } as const
}

interface Removal {
  readonly tx: Executor
  readonly item: JournalItem
  readonly outcome: Extract<ManifestOutcome, { readonly kind: 'removed' }>
  readonly at: number
}

async function saveRemoved(
  run: DeletionRun,
  acting: Context,
  { tx, item: { digest }, outcome, at }: Removal,
): Promise<void> {
  await removeMembership(tx, run.row.id, [digest])
  await markStorageStale(tx, at)
  const facts = (await readManifestFacts(tx, [digest])).get(digest)
  const place = { registryId: run.registry.id, repositoryId: run.row.id, repository: run.row.name }
  await addTrash(tx, [
    {
      ...place,
      tag: null,
      digest,
      mediaType: facts?.mediaType ?? 'application/octet-stream',
      totalSize: facts?.totalSize ?? null,
      deletionId: run.deletion.id,
      reason: run.deletion.reason,
      deletedBy: { id: run.deletion.actor_id, name: run.deletion.actor_name },
      deletedAt: at,
      expiresAt: at + run.trashPeriodMs,
    },
  ])
  await record(acting, tx, {
    type: 'manifest.deleted',
    resource: `${run.registry.name}/${run.row.name}@${digest}`,
    registryId: run.registry.id,
    repository: run.row.name,
    digest,
    reason: run.deletion.reason,
    facts: { deletion: run.deletion.id, job: run.job.job.id, found: outcome.reason },
  })
  await queueTidy(tx, { by: acting.actor.name, at })
}
