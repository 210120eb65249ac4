import 'server-only'
import { blockMessage, describeMethod, describeReason } from '@/lib/cleanup/rules/deletion/messages'
import type { Need, PlannedTag } from '@/lib/cleanup/rules/deletion/plan'
import type { ShownDeletion } from '@/lib/cleanup/use-cases/get-deletion'
import type { ShownPlan } from '@/lib/cleanup/use-cases/plan-deletion'
import { presentAllowed } from './allowed'

const TAGS_SHOWN_MAX = 1_000
const MANIFESTS_SHOWN_MAX = 200

/** A plan with its words; long lists are cut, never their counts. */
export function presentPlan(plan: ShownPlan) {
  const removed = new Set(plan.removed)
  return {
    registry: plan.registry,
    repository: plan.repository,
    method: { kind: plan.method.kind, ...describeMethod(plan.method) },
    tags: plan.tags.slice(0, TAGS_SHOWN_MAX).map(presentTag),
    tagCount: plan.tags.length,
    removedCount: plan.tags.filter(({ fate }) => fate === 'remove').length,
    live: plan.live,
    untagged: {
      count: plan.untagged.length,
      removedCount: plan.removed.length,
      first: plan.untagged.slice(0, MANIFESTS_SHOWN_MAX).map(({ digest, mediaType, kind, keptBy }) => ({
        digest,
        mediaType,
        kind,
        isRemoved: removed.has(digest),
        keptBy: keptBy.map(presentNeed),
      })),
    },
    reclaimable: plan.reclaimable,
    blocks: plan.blocks.map((block) => ({ ...block, message: blockMessage(block) })),
    confirmation: presentConfirmation(plan),
    restorableUntil: plan.restorableUntil,
    can: { delete: presentAllowed(plan.canDelete) },
  }
}

function presentTag({ protection, ...tag }: PlannedTag) {
  return {
    ...tag,
    protection: protection && { source: protection.source, detail: protection.detail, of: protection.of },
  }
}

function presentNeed(need: Need) {
  if (need.kind === 'protection') return { kind: need.kind, name: need.detail }
  return { kind: need.kind, name: need.kind === 'tag' ? need.name : need.digest }
}

function presentConfirmation({ confirmation }: ShownPlan) {
  switch (confirmation.kind) {
    case 'none':
      return { kind: 'none' as const, value: null }
    case 'count':
      return { kind: 'count' as const, value: String(confirmation.count) }
    case 'name':
      return { kind: 'name' as const, value: confirmation.name }
  }
}

/** A deletion with what became of its items. */
export function presentDeletion({ deletion, registry, counts, items }: ShownDeletion) {
  return {
    registry,
    repository: deletion.repository,
    reason: deletion.reason,
    counts,
    items: items.map(({ key, kind, digest, state, reason }) => ({
      kind,
      name: key,
      digest,
      state,
      reason,
      message: describeReason(reason),
    })),
  }
}
