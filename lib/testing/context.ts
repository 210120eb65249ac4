import type { Context, RegistryPool } from '@/lib/access/context'
import { type Actor, type GrantRole, type Scope, SYSTEM_ACTOR, type SystemRole } from '@/lib/core/actor'
import { type Clock, systemClock } from '@/lib/core/clock'
import { NotFoundError } from '@/lib/core/errors'
import { silentLog } from '@/lib/core/log'
import type { Database } from '@/lib/db/connection'

export interface ContextParts {
  readonly db: Database
  readonly actor?: Actor
  readonly clock?: Clock
  readonly registries?: RegistryPool
  readonly signal?: AbortSignal
}

/** A context for a test that states only what matters to it. Acts as the system unless told otherwise. */
export function buildContext(parts: ContextParts): Context {
  return {
    actor: parts.actor ?? SYSTEM_ACTOR,
    requestId: 'req_test',
    ip: '127.0.0.1',
    userAgent: 'test',
    clock: parts.clock ?? systemClock,
    log: silentLog,
    db: parts.db,
    signal: parts.signal ?? new AbortController().signal,
    registries: parts.registries ?? noRegistries,
  }
}

/** A person of a test with the grants it names; on everything where a grant names no scope. */
export function buildPerson(
  name: string,
  rights: {
    readonly role?: SystemRole
    readonly grants?: readonly (Partial<Scope> & { readonly role: GrantRole })[]
  } = {},
): Extract<Actor, { kind: 'user' }> {
  const id = `usr_${name}`
  const grants = (rights.grants ?? []).map((grant, index) => ({
    id: `gra_${name}${index}`,
    registryId: null,
    path: '',
    group: null,
    ...grant,
  }))
  return { kind: 'user', id, name, role: rights.role ?? 'member', grants, principals: [id] }
}

export const adminActor: Actor = buildPerson('admin', { role: 'admin' })
export const viewerActor: Actor = buildPerson('viewer', { grants: [{ role: 'viewer' }] })

/** A pool of an installation that is connected to nothing. */
export const noRegistries: RegistryPool = {
  client: async () => {
    throw new NotFoundError()
  },
  forget: async () => undefined,
}

/** A clock that stands still until it is told to move. */
export function buildClock(startMs = Date.UTC(2026, 0, 2, 3, 4, 5)) {
  let nowMs = startMs
  return {
    now: () => nowMs,
    advance(ms: number) {
      nowMs += ms
    },
  }
}
