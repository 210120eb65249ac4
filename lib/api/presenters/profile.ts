import type { Actor, GrantRole } from '@/lib/core/actor'

export interface MyGrantView {
  readonly id: string
  readonly role: GrantRole
  /** Null is every registry. */
  readonly registry: string | null
  readonly path: string
  readonly group: string | null
}

/** The actor's own grants by names, the widest first; one on a registry that is gone is left out. */
export function presentMyGrants(
  actor: Actor,
  registries: readonly { readonly id: string; readonly name: string }[],
): MyGrantView[] {
  if (actor.kind !== 'user') return []
  const names = new Map(registries.map(({ id, name }) => [id, name]))
  const views = actor.grants.flatMap(({ id, role, registryId, path, group }) => {
    const registry = registryId === null ? null : names.get(registryId)
    return registry === undefined ? [] : [{ id, role, registry, path, group: group?.name ?? null }]
  })
  return views.sort(
    (left, right) =>
      (left.registry ?? '').localeCompare(right.registry ?? '') || left.path.localeCompare(right.path),
  )
}
