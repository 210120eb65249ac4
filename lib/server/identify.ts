import 'server-only'
import { findSessionActor, findTokenActor } from '@/lib/access/authenticate'
import { type Actor, ANONYMOUS_ACTOR } from '@/lib/core/actor'
import { UnauthenticatedError } from '@/lib/core/errors'
import type { Runtime } from './runtime'
import { readSession, type Session } from './session'

/** Who sent a request, and how we know. */
export interface Identity {
  readonly actor: Actor
  readonly via: 'bearer' | 'cookie' | 'nothing'
  readonly session?: Session
  /** There is a session cookie that no longer holds and should go. */
  readonly hasDeadCookie: boolean
}

/** By token where an Authorization header is sent, whatever cookies come with it; else by session. */
export async function identify(headers: Headers, app: Runtime): Promise<Identity> {
  const authorization = headers.get('authorization')
  if (authorization !== null) return identifyByToken(authorization, app)
  return identifyBySession(headers, app)
}

/** By session cookie alone, as pages do. */
export async function identifyBySession(headers: Headers, app: Runtime): Promise<Identity> {
  const reading = await readSession(headers.get('cookie'), app.settings, app.clock.now())
  if (reading.kind !== 'session') {
    return { actor: ANONYMOUS_ACTOR, via: 'nothing', hasDeadCookie: reading.kind === 'invalid' }
  }
  const actor = await findSessionActor(app.db.query, reading.session)
  if (actor === undefined) return { actor: ANONYMOUS_ACTOR, via: 'nothing', hasDeadCookie: true }
  return { actor, via: 'cookie', session: reading.session, hasDeadCookie: false }
}

async function identifyByToken(authorization: string, app: Runtime): Promise<Identity> {
  const [, token] = /^bearer ([^\s]{1,512})$/i.exec(authorization) ?? []
  const actor = token && (await findTokenActor(app.db.query, token, app.clock.now()))
  if (!actor) throw new UnauthenticatedError('The API token does not hold.')
  return { actor, via: 'bearer', hasDeadCookie: false }
}
