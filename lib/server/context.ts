import 'server-only'
import { userInfo } from 'node:os'
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

/** The context of the command line: the system's rights, and in each event who typed it by the operating system. */
export function commandContext(app: Runtime): Context {
  return {
    ...systemContext(app),
    userAgent: 'assay command line',
    recordedFacts: { via: 'command line', osUser: osUser() },
  }
}

function osUser(): string {
  try {
    return userInfo().username
  } catch {
    // In a container the number of the user need not have a name.
    return `uid ${process.getuid?.() ?? 'unknown'}`
  }
}
