import 'server-only'
import { asStarter } from '../starter'
import { type JournalItem, listItemsUnderWay } from '../store/journal'
import { closeManifest } from './close-manifest'
import { closeTags } from './close-tags'
import type { DeletionRun } from './deletion-run'
import { isGone } from './remove-manifests'
import { settleChunk } from './settle-chunk'

/**
 * Brings to an end what an earlier worker began and did not finish: every tag comes off its tombstone, and what had
 * been done is written down as done. @throws LeaseLostError
 */
export async function settleUnderWay(run: DeletionRun): Promise<void> {
  const items = await listItemsUnderWay(run.ctx.db.query, run.deletion.id)
  if (items.length === 0) return
  // What has been done is told of whoever asked for it, whatever their rights are by now.
  const acting = await runner(run)
  const tags = items.filter(({ kind }) => kind === 'tag')
  for (const [tombstone, some] of byTombstone(tags)) {
    const outcomes = await settleChunk(run, { items: some, tombstone })
    await closeTags(run, acting, { items: some, outcomes })
  }
  for (const item of items) {
    if (item.kind !== 'manifest') continue
    const outcome = (await isGone(run, item))
      ? ({ kind: 'removed', reason: null } as const)
      : ({ kind: 'open' } as const)
    await closeManifest(run, acting, { item, outcome })
  }
}

async function runner(run: DeletionRun) {
  const { actor_id, actor_name, ip, user_agent, request_id } = run.deletion
  const from = { ip, userAgent: user_agent, requestId: request_id }
  try {
    return await asStarter(run.ctx, { actorId: actor_id, ...from })
  } catch {
    const actor = {
      kind: 'user',
      id: actor_id,
      name: actor_name,
      role: 'member',
      grants: [],
      principals: [],
    } as const
    return { ...run.ctx, ...from, actor }
  }
}

function byTombstone(items: readonly JournalItem[]): ReadonlyMap<string | null, JournalItem[]> {
  const groups = new Map<string | null, JournalItem[]>()
  for (const item of items) {
    const group = groups.get(item.tombstone_digest) ?? []
    group.push(item)
    groups.set(item.tombstone_digest, group)
  }
  return groups
}
