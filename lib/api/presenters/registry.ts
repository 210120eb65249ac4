import type { z } from 'zod'
import { can } from '@/lib/access/rules/can'
import { scopeDecisions } from '@/lib/access/rules/scope-decisions'
import type { contracts } from '@/lib/api/contracts'
import type { OutputOf } from '@/lib/api/contracts/endpoint'
import type { registryShape } from '@/lib/api/contracts/registries'
import type { RegistrySummary } from '@/lib/connections/registry'
import { isStale } from '@/lib/connections/rules/staleness'
import type { Actor } from '@/lib/core/actor'
import { explainProblem } from '@/lib/registry/explain'
import { presentAllowed, presentScopeDecisions } from './allowed'

export interface Viewer {
  readonly actor: Actor
  readonly nowMs: number
}

/** A registry as one actor may see it; its password and certificates are only said to be there. */
export function presentRegistry(
  registry: RegistrySummary,
  { actor, nowMs }: Viewer,
): z.output<typeof registryShape> {
  const { state, code, at } = registry.health
  const isWhole = can(actor, 'job:read', { registryId: registry.id }).allowed
  return {
    id: registry.id,
    name: registry.name,
    url: registry.url,
    username: isWhole ? registry.username : null,
    hasPassword: registry.passwordSealed !== null,
    hasCa: registry.caPem !== null,
    realmOrigin: registry.realmOrigin,
    repositories: registry.repositories === null ? null : visibleNames(actor, registry),
    namespaces: registry.namespaces === null ? null : visibleNamespaces(actor, registry),
    isDeclared: registry.isDeclared,
    capabilities: registry.capabilities,
    probedAt: registry.probedAt,
    health: { state, code, message: code === null ? null : explainProblem(code), at },
    syncedAt: registry.syncedAt,
    isStale: isStale({ syncedAt: registry.syncedAt, health: state }, nowMs),
    vanishAlert: vanishAlertFor(registry, actor),
    counts: registry.counts,
    storedBytes: registry.storedBytes,
    activeJobId: registry.activeJobId,
    can: {
      manage: presentAllowed(can(actor, 'registry:manage')),
      ...presentScopeDecisions(scopeDecisions(actor, { registryId: registry.id })),
    },
  }
}

/** It names repositories, so only those who may act on it see it. */
function vanishAlertFor({ vanish }: RegistrySummary, actor: Actor) {
  if (vanish === null || !can(actor, 'registry:manage').allowed) return null
  return { ...vanish, names: [...vanish.names] }
}

/** All of them, and whether the actor may add one. */
export function presentRegistries(
  registries: readonly RegistrySummary[],
  viewer: Viewer,
): OutputOf<typeof contracts.listRegistries> {
  return {
    items: registries.map((registry) => presentRegistry(registry, viewer)),
    can: { create: presentAllowed(can(viewer.actor, 'registry:manage')) },
  }
}

/** What an admin listed by hand, as far as the reader may know of it. */
function visibleNames(actor: Actor, { id, repositories }: RegistrySummary): string[] {
  const names = repositories ?? []
  return names.filter((name) => can(actor, 'repository:read', { registryId: id, repository: name }).allowed)
}

function visibleNamespaces(actor: Actor, { id, namespaces }: RegistrySummary): string[] {
  const names = namespaces ?? []
  return names.filter((name) => can(actor, 'namespace:read', { registryId: id, namespace: name }).allowed)
}
