import 'server-only'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { lastSeenOf } from '@/lib/catalog/rules/last-seen'
import { holdRepository } from '@/lib/catalog/store/save-repositories'
import { type KnownTag, listTagsNamed, removeTags } from '@/lib/catalog/store/save-tags'
import { type NewTagEvent, recordTagEvents } from '@/lib/catalog/store/tag-events'
import { tellTagChanges } from '@/lib/catalog/tell-changes'
import type { ProblemCode } from '@/lib/core/errors'
import type { Executor } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { queueTidy } from '@/lib/jobs/queue-tidy'
import { closeItems, type ItemResult } from '@/lib/jobs/store/progress'
import type { ItemReason } from '../rules/deletion/item'
import { readManifestFacts } from '../store/deletion-facts'
import { type JournalItem, moveItems } from '../store/journal'
import { extendKept } from '../store/kept-manifests'
import { addTrash } from '../store/trash'
import type { DeletionRun } from './deletion-run'

/** What became of one tag. */
export type TagOutcome =
  /** It is gone, by us. */
  | { readonly kind: 'removed' }
  | { readonly kind: 'skipped'; readonly reason: ItemReason }
  | { readonly kind: 'failed'; readonly code: ProblemCode }
  /** Nothing was done to it yet. */
  | { readonly kind: 'open' }

export type TagOutcomes = ReadonlyMap<string, TagOutcome>

const CLIENT = 'Assay'

/**
 * Writes down what became of some tags, all of it or nothing: journal, job, index, history, trash, audit and those
 * who listen. @throws LeaseLostError when the job is another worker's
 */
export async function closeTags(
  run: DeletionRun,
  acting: Context,
  { items, outcomes }: { readonly items: readonly JournalItem[]; readonly outcomes: TagOutcomes },
): Promise<void> {
  const at = run.ctx.clock.now()
  const of = (kind: TagOutcome['kind']) => items.filter(({ key }) => outcomes.get(key)?.kind === kind)
  await transaction(run.ctx.db, async (tx) => {
    await closeItems(tx, run.job.hold, { results: items.flatMap((item) => resultOf(item, outcomes)), at })
    await journal(run, tx, { items, outcomes, at })
    const removed = of('removed')
    if (removed.length === 0) return
    await holdRepository(tx, run.row.id)
    await saveRemoved(run, acting, { tx, removed, at })
  })
}

function resultOf(item: JournalItem, outcomes: TagOutcomes): readonly ItemResult[] {
  const outcome = outcomes.get(item.key)
  if (outcome === undefined || outcome.kind === 'open') return []
  if (outcome.kind === 'failed') return [{ key: item.key, state: 'failed', problemCode: outcome.code }]
  const state = outcome.kind === 'removed' ? 'done' : 'skipped'
  return [{ key: item.key, state, problemCode: null }]
}

interface Closing {
  readonly items: readonly JournalItem[]
  readonly outcomes: TagOutcomes
  readonly at: number
}

async function journal(run: DeletionRun, tx: Executor, { items, outcomes, at }: Closing): Promise<void> {
  const { fence } = run.job.hold
  const groups = new Map<string, { readonly outcome: TagOutcome; readonly keys: string[] }>()
  for (const { key } of items) {
    const outcome = outcomes.get(key) ?? { kind: 'open' }
    const name = JSON.stringify(outcome)
    const group = groups.get(name) ?? { outcome, keys: [] }
    group.keys.push(key)
    groups.set(name, group)
  }
  for (const { outcome, keys } of groups.values()) {
    await moveItems(tx, run.deletion.id, { keys, ...stateOf(outcome), fence, at })
  }
}

function stateOf(outcome: TagOutcome) {
  switch (outcome.kind) {
    case 'removed':
      return { state: 'verified', reason: null } as const
    case 'skipped':
      // What was gone before is as the person wanted it.
      return { state: outcome.reason === 'gone' ? 'verified' : 'skipped', reason: outcome.reason } as const
    case 'failed':
      return { state: 'failed', reason: outcome.code } as const
    case 'open':
      return { state: 'queued', reason: null, tombstone: null } as const
  }
}

interface Removal {
  readonly tx: Executor
  readonly removed: readonly JournalItem[]
  readonly at: number
}

async function saveRemoved(run: DeletionRun, acting: Context, { tx, removed, at }: Removal): Promise<void> {
  const names = removed.map(({ key }) => key)
  const known = new Map((await listTagsNamed(tx, run.row.id, names)).map((tag) => [tag.name, tag]))
  await removeTags(tx, run.row.id, names)
  const events = removed.map((item) => eventOf(run, acting, { item, before: known.get(item.key), at }))
  await recordTagEvents(tx, events)
  await tellTagChanges(tx, run.row, events)
  await putIntoTrash(run, { tx, removed, at })
  for (const { key, digest } of removed) {
    await record(acting, tx, {
      type: 'tag.deleted',
      resource: `${run.registry.name}/${run.row.name}:${key}`,
      registryId: run.registry.id,
      repository: run.row.name,
      digest,
      before: { digest },
      reason: run.deletion.reason,
      facts: { deletion: run.deletion.id, job: run.job.job.id, by: run.method.kind },
    })
  }
  await queueTidy(tx, { by: acting.actor.name, at })
}

interface Told {
  readonly item: JournalItem
  readonly before: KnownTag | undefined
  readonly at: number
}

function eventOf(run: DeletionRun, acting: Context, { item, before, at }: Told): NewTagEvent {
  return {
    registryId: run.registry.id,
    repositoryId: run.row.id,
    repository: run.row.name,
    tag: item.key,
    kind: 'deleted',
    fromDigest: item.digest,
    toDigest: null,
    afterAt: before === undefined ? -1 : lastSeenOf(before, run.row.synced_at),
    beforeAt: at,
    hint: { digest: null, at, actor: acting.actor.name, client: CLIENT },
    learnedBy: 'assay',
    isFirstLook: false,
    isUnannounced: false,
  }
}

async function putIntoTrash(run: DeletionRun, { tx, removed, at }: Removal): Promise<void> {
  const digests = [...new Set(removed.map(({ digest }) => digest))]
  const facts = await readManifestFacts(tx, digests)
  const expiresAt = at + run.trashPeriodMs
  await extendKept(tx, { digests, until: expiresAt })
  await addTrash(
    tx,
    removed.map(({ key, digest }) => ({
      registryId: run.registry.id,
      repositoryId: run.row.id,
      repository: run.row.name,
      tag: key,
      digest,
      mediaType: facts.get(digest)?.mediaType ?? 'application/octet-stream',
      totalSize: facts.get(digest)?.totalSize ?? null,
      deletionId: run.deletion.id,
      reason: run.deletion.reason,
      deletedBy: { id: run.deletion.actor_id, name: run.deletion.actor_name },
      deletedAt: at,
      expiresAt,
    })),
  )
}
