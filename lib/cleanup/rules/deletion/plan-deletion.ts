import { type DeletionFacts, SAMPLE_MAX, type SelectedTag } from './facts'
import type { Block, Confirmation, DeletionPlan, PlannedManifest, PlannedTag, Sample } from './plan'
import { untaggedBy } from './untagged'

/** So many tags at once have to be counted by who deletes them. */
const COUNTED_FROM = 20

/** What of a plan follows without knowing bytes. */
export type PlanWithoutBytes = Omit<DeletionPlan, 'reclaimable'>

/**
 * Everything that deleting some tags would do. A tag whose digest is protected stays; a manifest goes only where
 * that was asked for and nothing that stays needs it.
 */
export function planDeletion(facts: DeletionFacts): PlanWithoutBytes {
  const fates = facts.selected.map((selected) => ({ selected, fate: fateOf(facts, selected) }))
  const removed = new Set(fates.flatMap(({ selected, fate }) => (fate === 'remove' ? selected.tag : [])))
  const roots = fates.flatMap(({ selected, fate }) => (fate === 'remove' ? (selected.digest ?? []) : []))
  const untagged = untaggedBy(facts, { removed, roots: [...new Set([...roots, ...facts.manifests])] })
  const untaggedDigests = new Set(untagged.map(({ digest }) => digest))

  const removable = removableOf(facts, untagged)
  const staying = stayingOf(facts, removed, roots)
  const tags = fates.map(({ selected, fate }) =>
    plannedTag(facts, { selected, fate, staying, untaggedDigests }),
  )
  return {
    method: facts.method,
    tags,
    untagged,
    removed: removable,
    blocks: blocksOf(facts, { tags, manifests: removable.length }),
    confirmation: confirmationOf(facts, removed.size + facts.manifests.length),
  }
}

/** What goes by its digest, an index before what it lists: an index that stays keeps what it lists. */
function removableOf(facts: DeletionFacts, untagged: readonly PlannedManifest[]): readonly string[] {
  const named = new Set(facts.manifests)
  const goes = new Set<string>()
  for (const { digest, keptBy } of untagged) {
    const isWanted = facts.removeUntagged || named.has(digest)
    const parents = facts.parentsOf.get(digest) ?? []
    if (isWanted && keptBy.length === 0 && parents.every((parent) => goes.has(parent))) goes.add(digest)
  }
  return [...goes]
}

function fateOf(facts: DeletionFacts, { digest, expected }: SelectedTag): PlannedTag['fate'] {
  if (digest === undefined) return 'gone'
  if (digest === null) return 'unreadable'
  if (expected !== null && expected !== digest) return 'moved'
  return facts.protection.has(digest) ? 'protected' : 'remove'
}

/** The tags of each digest that stay: how many, and the names of some. */
function stayingOf(
  { tagsOf }: DeletionFacts,
  removed: ReadonlySet<string>,
  roots: readonly string[],
): ReadonlyMap<string, Sample> {
  const going = new Map<string, number>()
  for (const digest of roots) going.set(digest, (going.get(digest) ?? 0) + 1)
  return new Map(
    [...tagsOf].map(([digest, { count, names }]) => {
      const first = names.filter((name) => !removed.has(name)).slice(0, SAMPLE_MAX + 1)
      return [digest, { count: Math.max(first.length, count - (going.get(digest) ?? 0)), first }]
    }),
  )
}

interface TagParts {
  readonly selected: SelectedTag
  readonly fate: PlannedTag['fate']
  readonly staying: ReadonlyMap<string, Sample>
  readonly untaggedDigests: ReadonlySet<string>
}

function plannedTag(
  facts: DeletionFacts,
  { selected, fate, staying, untaggedDigests }: TagParts,
): PlannedTag {
  const { tag } = selected
  const digest = selected.digest ?? null
  const named = (digest !== null && staying.get(digest)) || NONE
  const protection = digest === null ? undefined : facts.protection.get(digest)
  return {
    tag,
    digest,
    fate,
    siblings: fate === 'remove' ? sampleOf(named) : sampleOf(without(named, tag)),
    parents: sample((digest && facts.parentsOf.get(digest)) || []),
    referrers: sample((digest && facts.referrersOf.get(digest)) || []),
    protection: protection ?? null,
    becomesUntagged: fate === 'remove' && digest !== null && untaggedDigests.has(digest),
  }
}

const NONE: Sample = { count: 0, first: [] }

/** A tag that stays is no sibling of itself. */
function without({ count, first }: Sample, tag: string): Sample {
  return { count: Math.max(0, count - 1), first: first.filter((name) => name !== tag) }
}

function sampleOf({ count, first }: Sample): Sample {
  return { count, first: first.slice(0, SAMPLE_MAX) }
}

function sample(names: readonly string[]): Sample {
  return { count: names.length, first: names.slice(0, SAMPLE_MAX) }
}

interface Scale {
  readonly tags: readonly PlannedTag[]
  readonly manifests: number
}

/** Of what somebody named, all of it has to be free to go; what a filter meets besides is left alone. */
function blocksOf({ method, selection }: DeletionFacts, { tags, manifests }: Scale): readonly Block[] {
  const blocks: Block[] = []
  if (method.kind === 'unavailable') blocks.push({ code: method.because, count: 0 })
  const count = tags.filter(({ fate }) => fate === 'protected').length
  const isAnyLeft = manifests > 0 || tags.some(isWorkedOn)
  if (count > 0 && (selection !== 'filter' || !isAnyLeft)) blocks.push({ code: 'tag-is-golden', count })
  else if (!isAnyLeft) blocks.push({ code: 'nothing-to-delete', count: 0 })
  return blocks
}

/** Whether the job looks at a tag: also one that seems to have moved, as the index may be behind the registry. */
function isWorkedOn({ fate }: PlannedTag): boolean {
  return fate === 'remove' || fate === 'moved'
}

/** The more there is to lose, the more has to be typed. */
function confirmationOf(facts: DeletionFacts, count: number): Confirmation {
  if (facts.selection === 'all') return { kind: 'name', name: facts.repository }
  const isLarge = count > COUNTED_FROM || (facts.removeUntagged && count > 1)
  return isLarge ? { kind: 'count', count } : { kind: 'none' }
}
