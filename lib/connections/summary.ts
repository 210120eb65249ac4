import type { Registry, RegistrySummary } from './registry'
import type { RegistryFacts } from './store'

const NOTHING: RegistryFacts = {
  counts: { namespaces: 0, repositories: 0, tags: 0, manifests: 0 },
  storedBytes: null,
  activeJobId: null,
}

/** A registry with what the index holds of it; nothing where it holds nothing. */
export function summarize(registry: Registry, facts: ReadonlyMap<string, RegistryFacts>): RegistrySummary {
  return { ...registry, ...(facts.get(registry.id) ?? NOTHING) }
}
