import { parseProblem } from './parse-problem'

const AUTH = '/api/auth'

/** Why a sign-in was refused; `unreachable` when nobody answered. */
export interface Refusal {
  readonly code: string
  /** How long to wait, where waiting helps. */
  readonly retryAfterSeconds: number | null
}

const UNREACHABLE: Refusal = { code: 'unreachable', retryAfterSeconds: null }

/** Signs in with a cookie, by a name kept here or in the directory. Answers null, or why not. */
export async function signIn(
  username: string,
  password: string,
  method: 'local' | 'ldap' = 'local',
): Promise<Refusal | null> {
  try {
    const action = method === 'ldap' ? 'callback/ldap' : 'callback/credentials'
    const response = await post(action, { username, password })
    return response.ok ? null : await parseProblem(response)
  } catch {
    return UNREACHABLE
  }
}

/** Begins at the sign-in provider: gives the address to go to, or why it cannot be begun. */
export async function startSignIn(target: string): Promise<{ readonly url: string } | Refusal> {
  try {
    const response = await post('signin/oidc', { callbackUrl: new URL(target, window.location.origin).href })
    if (!response.ok) return await parseProblem(response)
    return { url: await readUrl(response, '/sign-in') }
  } catch {
    return UNREACHABLE
  }
}

/**
 * Ends the session of this browser and gives the next place: the provider's own page where the session came from
 * there. @throws when the server did not do it
 */
export async function signOut(): Promise<string> {
  const response = await post('signout', { callbackUrl: `${window.location.origin}/sign-in` })
  if (!response.ok) throw new Error(`Signing out answered ${response.status}`)
  return readUrl(response, '/sign-in')
}

/** A form as next-auth takes it, with the token that shows that it was asked for from here. */
async function post(action: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  const { csrfToken } = await (await fetch(`${AUTH}/csrf`, { cache: 'no-store' })).json()
  const body = new URLSearchParams({
    callbackUrl: window.location.origin,
    ...fields,
    csrfToken,
    json: 'true',
  })
  return fetch(`${AUTH}/${action}`, { method: 'POST', body, credentials: 'same-origin' })
}

async function readUrl(response: Response, fallback: string): Promise<string> {
  const { url }: { readonly url?: unknown } = await response.json()
  return typeof url === 'string' ? url : fallback
}
