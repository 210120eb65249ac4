import type { Scope } from '@/lib/core/actor'
import { covers } from '@/lib/core/covers'

/** A registry, and in it a namespace or a repository; absent is everything. */
export interface Resource {
  readonly registryId?: string | undefined
  readonly namespace?: string | undefined
  readonly repository?: string | undefined
}

/** Whether all of a resource lies in a scope. What is not of one registry lies only in a scope of them all. */
export function scopeCovers(scope: Scope, resource: Resource): boolean {
  if (scope.registryId !== null && scope.registryId !== resource.registryId) return false
  return covers(scope.path, pathOf(resource))
}

/** Whether a resource and a scope have anything in common: one of them lies in the other. */
export function scopeTouches(scope: Scope, resource: Resource): boolean {
  if (resource.registryId === undefined) return true
  if (scope.registryId !== null && scope.registryId !== resource.registryId) return false
  const path = pathOf(resource)
  return covers(scope.path, path) || (resource.repository === undefined && covers(path, scope.path))
}

/** Whether all of an inner scope lies in an outer one. */
export function containsScope(outer: Scope, inner: Scope): boolean {
  return scopeCovers(outer, { registryId: inner.registryId ?? undefined, namespace: inner.path })
}

/** The scope that is exactly a resource. */
export function scopeOf(resource: Resource): Scope {
  return { registryId: resource.registryId ?? null, path: pathOf(resource) }
}

/** How a scope is written in one column, so that two of them are compared whole. */
export function scopeKey({ registryId, path }: Scope): string {
  return `${registryId ?? '*'}:${path}`
}

/** Every scope a repository lies in but that of everything: of its own registry, and of all registries by path. */
export function scopeKeysOf(registryId: string, repository: string): readonly string[] {
  const segments = repository.split('/')
  const paths = segments.map((_, index) => segments.slice(0, index + 1).join('/'))
  return [
    scopeKey({ registryId, path: '' }),
    ...paths.map((path) => scopeKey({ registryId, path })),
    ...paths.map((path) => scopeKey({ registryId: null, path })),
  ]
}

function pathOf(resource: Resource): string {
  return resource.repository ?? resource.namespace ?? ''
}
