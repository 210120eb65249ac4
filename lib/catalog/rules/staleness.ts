import { isStale as isRegistryStale } from '@/lib/connections/rules/staleness'

export interface Freshness {
  /** End of the last comparison with the registry; null for never. */
  readonly syncedAt: number | null
  /** The registry's health: `unknown`, `up` or `failing`. */
  readonly health: string
}

/** Whether what the index shows may be behind the registry, by the rule that holds for registries too. */
export function isStale({ syncedAt, health }: Freshness, nowMs: number): boolean {
  return isRegistryStale({ syncedAt, health: health === 'failing' ? 'failing' : 'up' }, nowMs)
}
