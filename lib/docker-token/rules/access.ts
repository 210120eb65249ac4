import type { RegistryAction } from '@/lib/access/rules/registry-actions'
import type { RepositoryName } from '@/lib/oci/name'
import type { Wish } from './scope'

/** One entry of a token's `access` claim. */
export interface AccessEntry {
  readonly type: 'repository' | 'registry'
  readonly class?: string
  readonly name: string
  readonly actions: readonly string[]
}

export interface RegistryRights {
  /** What may be done to a repository, whether it exists or not. */
  readonly actions: (repository: RepositoryName) => readonly RegistryAction[]
  /** Whether every name in the registry may be known. */
  readonly catalog: boolean
}

/**
 * What of the wishes somebody may: never more than was asked, never more than is held. Each wish is decided
 * alone, so a mount reads from another repository only by a right to that one. Nothing granted leaves no entry.
 */
export function grantAccess(wishes: readonly Wish[], rights: RegistryRights): readonly AccessEntry[] {
  const granted = new Map<string, AccessEntry>()
  for (const wish of wishes) {
    const entry = wish.kind === 'catalog' ? catalogEntry(rights) : repositoryEntry(wish, rights)
    if (entry === null) continue
    const key = `${entry.type}(${entry.class ?? ''}):${entry.name}`
    const actions = new Set([...(granted.get(key)?.actions ?? []), ...entry.actions])
    granted.set(key, { ...entry, actions: [...actions] })
  }
  return [...granted.values()]
}

function catalogEntry({ catalog }: RegistryRights): AccessEntry | null {
  return catalog ? { type: 'registry', name: 'catalog', actions: ['*'] } : null
}

function repositoryEntry(
  wish: Extract<Wish, { kind: 'repository' }>,
  rights: RegistryRights,
): AccessEntry | null {
  const actions = rights.actions(wish.name).filter((action) => wish.actions.has(action))
  if (actions.length === 0) return null
  const resourceClass = wish.resourceClass === null ? {} : { class: wish.resourceClass }
  return { type: 'repository', ...resourceClass, name: wish.name, actions }
}

/** Access as scopes are written: `repository:team/app:pull,push`. */
export function describeAccess(access: readonly AccessEntry[]): string {
  return access.map((entry) => `${typeOf(entry)}:${entry.name}:${entry.actions.join(',')}`).join(' ')
}

function typeOf(entry: AccessEntry): string {
  return entry.class === undefined ? entry.type : `${entry.type}(${entry.class})`
}
