import type { Answer } from './wire'
import { send } from './wire'

export interface Person {
  readonly name: string
  readonly password: string
}

export interface Csrf {
  readonly token: string
  readonly cookie: string
}

/** What a form of our own pages carries beside what somebody typed. */
export async function readCsrf(origin: string): Promise<Csrf> {
  const answer = await send(origin, { method: 'GET', path: '/api/auth/csrf', headers: {} })
  return { token: JSON.parse(answer.text).csrfToken, cookie: cookiesOf(answer) }
}

/** Signs in as the sign-in page does. Answers the Cookie header of the session. */
export async function signIn(origin: string, { name, password }: Person): Promise<string> {
  const csrf = await readCsrf(origin)
  const answer = await send(origin, {
    method: 'POST',
    path: '/api/auth/callback/credentials',
    headers: { origin, cookie: csrf.cookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: String(new URLSearchParams({ csrfToken: csrf.token, username: name, password, json: 'true' })),
  })
  if (answer.status !== 200)
    throw new Error(`Signing in as ${name} answered ${answer.status}: ${answer.text}`)
  return cookiesOf(answer)
}

/** The cookies an answer sets, as a Cookie header. */
export function cookiesOf({ headers }: Answer): string {
  return (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';', 1)[0]).join('; ')
}
