import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import { expectSecured, readProblem, refuseLeaks } from './assert'
import type { RequestRow, RowRequest } from './row'
import { readState } from './state'
import { type Answer, send } from './wire'
import type { World } from './world'

/** Sends one row and holds everything against it that is true of every refused request. */
export async function checkRow(world: World, row: RequestRow): Promise<void> {
  const { expect: wanted } = row
  const request = typeof row.request === 'function' ? await row.request(world) : row.request
  const before = await readState(world.database)
  const logged = world.server.log().length

  const answer = await sendRow(world, request)

  const seen = `${answer.status} ${answer.text.slice(0, 300)}`
  expect([wanted.status].flat(), seen).toContain(answer.status)
  if (wanted.code !== undefined) expect([wanted.code].flat()).toContain(readProblem(answer))
  else if (isProblem(answer)) readProblem(answer)
  wanted.verify?.(answer, world)
  expectSecured(answer)
  refuseLeaks(answer, world.secrets, [request.path, bodyText(request)])
  refuseSecretLines(world, world.server.log().slice(logged))
  if (wanted.mayChange) await untilQuiet(world)
  else expect(await readState(world.database), 'something was changed').toEqual(before)
  await expectAlive(world)
}

export async function sendRow({ origin, callers }: World, request: RowRequest): Promise<Answer> {
  const { method, path, as = 'nobody', from } = request
  const isJson = typeof request.body === 'object' && !(request.body instanceof Uint8Array)
  const given = {
    ...callers[as],
    ...(isJson && { 'content-type': 'application/json' }),
    ...request.headers,
  }
  const headers = Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
  const body = bodyOf(request)
  return send(origin, { method, path, headers, body, from })
}

function bodyOf({ body }: RowRequest): string | Uint8Array | undefined {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return body
  return JSON.stringify(body)
}

function bodyText(request: RowRequest): string {
  const body = bodyOf(request)
  return typeof body === 'string' ? body.slice(0, 10_000) : ''
}

function isProblem({ headers }: Answer): boolean {
  return (headers['content-type'] ?? '').startsWith('application/problem+json')
}

/** No line of the log holds a secret or a session. */
export function refuseSecretLines({ secrets, facts }: World, log: string): void {
  const sessions = facts.sessionCookie.split('; ').map((pair) => pair.slice(pair.indexOf('=') + 1))
  for (const secret of [...secrets, ...sessions.filter((value) => value.length > 40)]) {
    expect(log.includes(secret), 'a secret was logged').toBe(false)
  }
}

/** The server answers, whatever it was sent before. */
export async function expectAlive({ origin, server }: World): Promise<void> {
  expect(server.isRunning(), server.log().slice(-1000)).toBe(true)
  const live = await send(origin, { method: 'GET', path: '/api/health/live', headers: {} })
  expect(live.status).toBe(200)
}

/** Waits until what a row let in has been worked off, so that the next row sees a still database. */
export async function untilQuiet({ database }: Pick<World, 'database'>): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const { n } = await database.query
      .selectFrom('job')
      .select(({ fn }) => fn.countAll().as('n'))
      .where('status', 'in', ['queued', 'running', 'cancelling'])
      .executeTakeFirstOrThrow()
    if (Number(n) === 0) return
    await delay(100)
  }
}
