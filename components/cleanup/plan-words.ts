import type { DeletionPlan, PlannedTag } from './queries'

/** Names the first of a few things and how many there are besides. */
export function listWords({ count, first }: { count: number; first: readonly string[] }, shown = 5): string {
  const named = first.slice(0, shown)
  const rest = count - named.length
  return [...named, ...(rest > 0 ? [`${rest.toLocaleString('en')} more`] : [])].join(', ')
}

/** What becomes of a tag, in a few words; null where it simply goes. */
export function fateWords({ fate, protection, siblings, becomesUntagged }: PlannedTag): string | null {
  switch (fate) {
    case 'protected':
      return protection === null ? 'protected' : `${protection.source}: ${protection.detail}`
    case 'unreadable':
      return 'unreadable, left alone'
    case 'moved':
      return 'moved since, left alone'
    case 'gone':
      return 'gone already'
    case 'remove':
      if (siblings.count > 0) return `${siblings.count.toLocaleString('en')} with the same digest stay`
      return becomesUntagged ? 'image becomes untagged' : null
  }
}

/** What the button does. */
export function deleteLabel({ removedCount }: Pick<DeletionPlan, 'removedCount'>): string {
  if (removedCount === 0) return 'Nothing to delete'
  return removedCount === 1 ? 'Delete tag' : `Delete ${removedCount.toLocaleString('en')} tags`
}

const METHOD_TITLES = {
  untag: 'Removed by name',
  tombstone: 'Removed by a tombstone',
  unavailable: 'This registry does not delete',
} as const

/** The name of the way it is done. */
export function methodTitle({ kind }: DeletionPlan['method']): string {
  return METHOD_TITLES[kind]
}

/** Whether the plan can be carried out at all. */
export function isPossible(plan: DeletionPlan): boolean {
  const isBlocked = plan.blocks.length > 0 || plan.method.kind === 'unavailable'
  return plan.can.delete.allowed && !isBlocked && plan.removedCount > 0
}
