import type { z } from 'zod'
import { type Action, can } from '@/lib/access/rules/can'
import type { contracts } from '@/lib/api/contracts'
import type { OutputOf } from '@/lib/api/contracts/endpoint'
import type { registryShape } from '@/lib/api/contracts/registries'
import type { RegistrySummary } from '@/lib/connections/registry'
import { isStale } from '@/lib/connections/rules/staleness'
import type { Actor } from '@/lib/core/actor'
import { explainProblem } from '@/lib/registry/explain'

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
  return {
    id: registry.id,
    name: registry.name,
    url: registry.url,
    username: registry.username,
    hasPassword: registry.passwordSealed !== null,
    hasCa: registry.caPem !== null,
    realmOrigin: registry.realmOrigin,
    repositories: registry.repositories === null ? null : [...registry.repositories],
    isDeclared: registry.isDeclared,
    capabilities: registry.capabilities,
    probedAt: registry.probedAt,
    health: { state, code, message: code === null ? null : explainProblem(code), at },
    syncedAt: registry.syncedAt,
    isStale: isStale({ syncedAt: registry.syncedAt, health: state }, nowMs),
    counts: registry.counts,
    storedBytes: registry.storedBytes,
    activeJobId: registry.activeJobId,
    can: { manage: permission(actor, 'registry:manage'), sync: permission(actor, 'registry:sync') },
  }
}

/** All of them, and whether the actor may add one. */
export function presentRegistries(
  registries: readonly RegistrySummary[],
  viewer: Viewer,
): OutputOf<typeof contracts.listRegistries> {
  return {
    items: registries.map((registry) => presentRegistry(registry, viewer)),
    can: { create: permission(viewer.actor, 'registry:manage') },
  }
}

function permission(actor: Actor, action: Action): { allowed: boolean; reason: string | null } {
  const decision = can(actor, action)
  return { allowed: decision.allowed, reason: decision.allowed ? null : decision.reason }
}
