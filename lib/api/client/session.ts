import { parseProblem } from './parse-problem'

const AUTH = '/api/auth'

/** Signs in with a cookie. Answers null, or the code of the refusal; `unreachable` when nobody answered. */
export async function signIn(username: string, password: string): Promise<string | null> {
  try {
    const response = await post('callback/credentials', { username, password })
    return response.ok ? null : (await parseProblem(response)).code
  } catch {
    return 'unreachable'
  }
}

/** Ends the session of this browser. @throws when the server did not do it */
export async function signOut(): Promise<void> {
  const response = await post('signout', {})
  if (!response.ok) throw new Error(`Signing out answered ${response.status}`)
}

/** A form as next-auth takes it, with the token that shows that it was asked for from here. */
async function post(action: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  const { csrfToken } = await (await fetch(`${AUTH}/csrf`, { cache: 'no-store' })).json()
  const body = new URLSearchParams({
    ...fields,
    csrfToken,
    json: 'true',
    callbackUrl: window.location.origin,
  })
  return fetch(`${AUTH}/${action}`, { method: 'POST', body, credentials: 'same-origin' })
}
