import 'server-only'
import type { Context } from '@/lib/access/context'
import { type Actor, SYSTEM_ACTOR } from '@/lib/core/actor'
import { newId } from '@/lib/core/ids'
import { clientIp } from './http/client-ip'
import type { Runtime } from './runtime'

export interface RequestFacts {
  readonly actor: Actor
  readonly requestId: string
  readonly headers: Headers
  readonly signal: AbortSignal
}

/** The context of one request: the actor, where it comes from, and what the process holds. */
export function requestContext(app: Runtime, facts: RequestFacts): Context {
  return {
    actor: facts.actor,
    requestId: facts.requestId,
    ip: clientIp(facts.headers, app.settings.trustedProxies),
    userAgent: facts.headers.get('user-agent'),
    clock: app.clock,
    log: app.log,
    db: app.db,
    signal: facts.signal,
    registries: app.registries,
  }
}

/** The context of the server's own work: start-up, schedules, crawls. */
export function systemContext(app: Runtime, signal: AbortSignal = new AbortController().signal): Context {
  return {
    actor: SYSTEM_ACTOR,
    requestId: newId('req'),
    ip: null,
    userAgent: null,
    clock: app.clock,
    log: app.log,
    db: app.db,
    signal,
    registries: app.registries,
  }
}
