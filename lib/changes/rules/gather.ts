/** So many repositories of one registry are told of one by one; beyond, the registry as a whole. */
const REPOSITORIES_MAX = 40

export interface RawChange {
  readonly topic: string
  readonly what: string
}

/** A change under the names people know it by. */
export type ShownChange =
  | { readonly topic: 'registries'; readonly what: readonly string[] }
  | {
      readonly topic: 'registry'
      readonly registryId: string
      readonly registry: string
      readonly what: readonly string[]
    }
  | {
      readonly topic: 'repository'
      readonly registryId: string
      readonly registry: string
      readonly repository: string
      readonly what: readonly string[]
    }
  | {
      readonly topic: 'job'
      readonly job: string
      readonly registryId: string | null
      readonly repository: string | null
      readonly what: readonly string[]
    }
  | { readonly topic: 'webhook'; readonly webhook: string; readonly what: readonly string[] }

/** One entry for each topic, with everything that changed about it. */
export function coalesce(changes: readonly RawChange[]): ReadonlyMap<string, readonly string[]> {
  const byTopic = new Map<string, Set<string>>()
  for (const { topic, what } of changes) {
    const kinds = byTopic.get(topic) ?? new Set()
    byTopic.set(topic, kinds.add(what))
  }
  return new Map([...byTopic].map(([topic, kinds]) => [topic, [...kinds].sort()]))
}

/** Where very many repositories of a registry changed at once, only that all of it did. */
export function condense(changes: readonly ShownChange[]): readonly ShownChange[] {
  const counts = new Map<string, number>()
  for (const change of changes) {
    if (change.topic !== 'repository') continue
    counts.set(change.registryId, (counts.get(change.registryId) ?? 0) + 1)
  }
  const crowded = new Set([...counts].filter(([, count]) => count > REPOSITORIES_MAX).map(([id]) => id))
  if (crowded.size === 0) return changes

  const whole = new Map<string, ShownChange>()
  const rest = changes.filter((change) => {
    if (change.topic !== 'repository' && change.topic !== 'registry') return true
    const { registryId, registry } = change
    if (!crowded.has(registryId)) return true
    whole.set(registryId, { topic: 'registry', registryId, registry, what: ['everything'] })
    return false
  })
  return [...rest, ...whole.values()]
}
