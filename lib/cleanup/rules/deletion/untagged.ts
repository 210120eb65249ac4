import type { DeletionFacts } from './facts'
import type { Need, PlannedManifest } from './plan'

type Graph = Pick<
  DeletionFacts,
  'tagsOf' | 'childrenOf' | 'parentsOf' | 'referrersOf' | 'protection' | 'known'
>

/**
 * What no tag and no index names once some tags are gone, an index before what it lists, and what each of them is
 * needed by all the same. A manifest that stays keeps everything it lists.
 */
export function untaggedBy(
  graph: Graph,
  { removed, roots }: { readonly removed: ReadonlySet<string>; readonly roots: readonly string[] },
): readonly PlannedManifest[] {
  const found = new Map<string, PlannedManifest>()
  for (const digest of parentsFirst(graph, roots)) {
    const parents = graph.parentsOf.get(digest) ?? []
    const isTagged = (graph.tagsOf.get(digest)?.names ?? []).some((tag) => !removed.has(tag))
    if (isTagged || parents.some((parent) => !found.has(parent))) continue
    const { mediaType, kind } = graph.known.get(digest) ?? { mediaType: null, kind: 'unknown' }
    found.set(digest, { digest, mediaType, kind, keptBy: needsOf(graph, digest, found) })
  }
  return [...found.values()]
}

function needsOf(graph: Graph, digest: string, found: ReadonlyMap<string, PlannedManifest>): readonly Need[] {
  const kept = (graph.parentsOf.get(digest) ?? []).filter((parent) => found.get(parent)?.keptBy.length !== 0)
  const protection = graph.protection.get(digest)
  return [
    ...kept.map((parent) => ({ kind: 'index', digest: parent }) as const),
    ...(graph.referrersOf.get(digest) ?? []).map((by) => ({ kind: 'referrer', digest: by }) as const),
    ...(protection === undefined
      ? []
      : [{ kind: 'protection', source: protection.source, detail: protection.detail } as const]),
  ]
}

/** Roots and all that is below them, each behind everything that lists it. What lists itself in a circle is left out. */
function parentsFirst({ childrenOf }: Graph, roots: readonly string[]): readonly string[] {
  const order: string[] = []
  const state = new Map<string, 'open' | 'done'>()
  const visit = (digest: string) => {
    if (state.has(digest)) return
    state.set(digest, 'open')
    for (const child of childrenOf.get(digest) ?? []) visit(child)
    state.set(digest, 'done')
    order.push(digest)
  }
  for (const root of roots) visit(root)
  return order.reverse()
}
