import 'server-only'
import { parseCookies } from '../cookies'
import { readPathSegments } from '../http/path-params'
import type { Runtime } from '../runtime'
import { callbackCookieName } from './options'
import { readForm } from './read-form'
import { safeRedirect } from './safe-redirect'

export const AUTH_PREFIX = '/api/auth/'
/** Of what a provider sends back, what the exchange needs. */
const CALLBACK_PARAMETERS = ['code', 'state', 'iss', 'error']
const CALLBACK_LENGTH_MAX = 4_096

/** A request in next-auth's own shape. */
export interface Question {
  readonly method: string
  readonly query: Record<string, string | string[]>
  readonly body: Record<string, string>
  readonly cookies: Record<string, string>
  readonly headers: Record<string, string>
}

/** Makes every address in a request harmless, since next-auth answers 500 to odd ones, and leaves out the rest. */
export async function toNextAuth(request: Request, app: Runtime): Promise<Question> {
  const url = new URL(request.url)
  const { publicOrigin } = app.settings
  const harmless = <T extends Record<string, string>>(values: T, key: string) =>
    values[key] === undefined ? values : { ...values, [key]: safeRedirect(values[key], publicOrigin) }

  const body = request.method === 'POST' ? await readForm(request) : {}
  const cookies = Object.fromEntries(parseCookies(request.headers.get('cookie') ?? ''))
  const action = url.pathname.slice(AUTH_PREFIX.length)
  return {
    method: request.method,
    query: { ...harmless(readQuery(action, url), 'callbackUrl'), nextauth: readPathSegments(action) },
    body: harmless(body, 'callbackUrl'),
    cookies: harmless(cookies, callbackCookieName(app)),
    // It joins a host of its own from these; only the configured origin may count.
    headers: { host: new URL(publicOrigin).host },
  }
}

/** Beginning at a provider, next-auth hands the whole query on: a link could ask the provider for anything. */
function readQuery(action: string, { searchParams }: URL): Record<string, string> {
  if (action.startsWith('signin/')) return {}
  if (!action.startsWith('callback/')) return Object.fromEntries(searchParams)
  const given = CALLBACK_PARAMETERS.flatMap((name) => {
    const value = searchParams.get(name)
    return value !== null && value.length <= CALLBACK_LENGTH_MAX ? [[name, value]] : []
  })
  return Object.fromEntries(given)
}
