import { POST as postPassword } from '@/app/api/v1/me/password/route'
import { GET as readMe } from '@/app/api/v1/me/route'
import { authRoute } from '@/lib/server/auth/handler'
import type { RouteHandler } from '@/lib/server/route'
import { TEST_ORIGIN } from './runtime'

function handlerOf(path: string): RouteHandler {
  if (path.startsWith('/api/auth/')) return authRoute
  return path === '/api/v1/me' ? readMe : postPassword
}

/** A browser as far as cookies go, before an Assay that is called as Next calls it. */
export class Browser {
  readonly #jar = new Map<string, string>()

  has(name: string): boolean {
    return this.#jar.has(name)
  }

  async send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    const own = [...this.#jar].map(([name, value]) => `${name}=${value}`)
    headers.set('cookie', [headers.get('cookie'), ...own].filter(Boolean).join('; '))
    const response = await handlerOf(path)(new Request(`${TEST_ORIGIN}${path}`, { ...init, headers }))
    for (const cookie of response.headers.getSetCookie()) this.keep(cookie)
    return response
  }

  async csrf(): Promise<string> {
    const { csrfToken } = await (await this.send('/api/auth/csrf')).json()
    return csrfToken
  }

  async signIn(username: string, password: string, more: Record<string, string> = {}): Promise<Response> {
    const fields = { csrfToken: await this.csrf(), username, password, json: 'true', ...more }
    return this.send('/api/auth/callback/credentials', { method: 'POST', body: new URLSearchParams(fields) })
  }

  async signInByLdap(username: string, password: string): Promise<Response> {
    const fields = { csrfToken: await this.csrf(), username, password, json: 'true' }
    return this.send('/api/auth/callback/ldap', { method: 'POST', body: new URLSearchParams(fields) })
  }

  /** Begins at the provider and gives the address it leads to. */
  async startOidc(callbackUrl = '/'): Promise<Response> {
    const fields = { csrfToken: await this.csrf(), json: 'true', callbackUrl }
    return this.send('/api/auth/signin/oidc', { method: 'POST', body: new URLSearchParams(fields) })
  }

  async signOut(): Promise<Response> {
    const fields = { csrfToken: await this.csrf(), json: 'true' }
    return this.send('/api/auth/signout', { method: 'POST', body: new URLSearchParams(fields) })
  }

  async me() {
    const response = await this.send('/api/v1/me')
    const body: unknown = await response.json()
    return { status: response.status, body }
  }

  /** Takes a Set-Cookie header. */
  keep(cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
    const isGone = value === '' || /Max-Age=0/i.test(cookie) || /Expires=Thu, 01 Jan 1970/i.test(cookie)
    if (isGone) this.#jar.delete(name)
    else this.#jar.set(name, value)
  }
}
