import { afterEach, beforeEach, expect } from 'vitest'
import type { OidcSettings } from '@/lib/access/external/settings'
import { resetThrottle } from '@/lib/access/throttle'
import { Secret } from '@/lib/core/secret'
import { forgetDiscovered } from '@/lib/server/auth/oidc-discovery'
import { installRuntime } from '@/lib/server/runtime'
import { Browser } from './browser'
import { buildContext } from './context'
import type { OpenTestDatabase } from './database'
import {
  OIDC_CLIENT,
  type OidcOptions,
  type OidcPerson,
  type RunningOidc,
  startOidcProvider,
} from './oidc-provider'
import { visitProvider } from './provider-visit'
import { startTestRuntime, TEST_ORIGIN } from './runtime'
import { writtenLog } from './written-log'

/** Somebody the provider knows. */
export const ADA: OidcPerson = {
  subject: 'sub-ada',
  claims: { preferred_username: 'ada', groups: ['team-a', 'ops'] },
}

/** Starts providers for the tests of a suite, each with an Assay that trusts it; they end with the test. */
export function oidcWorlds(open: OpenTestDatabase) {
  const started: RunningOidc[] = []
  beforeEach(() => {
    resetThrottle()
    forgetDiscovered()
  })
  afterEach(async () => {
    installRuntime(undefined)
    for (const one of started.splice(0)) await one.stop()
  })
  return async (change: Partial<OidcSettings> = {}, options: Partial<OidcOptions> = {}) => {
    const provider = await startOidcProvider({ origin: TEST_ORIGIN, ...options })
    started.push(provider)
    const oidc: OidcSettings = {
      issuer: provider.issuer,
      clientId: OIDC_CLIENT.id,
      clientSecret: new Secret(OIDC_CLIENT.secret),
      name: 'Example',
      scopes: ['openid', 'profile', 'groups'],
      groupsClaim: ['groups'],
      adminGroup: null,
      ...change,
    }
    const db = await open()
    const { log, lines } = writtenLog()
    const app = startTestRuntime({ db, log, settings: { oidc } })
    return { provider, oidc, db, app, ctx: buildContext({ db }), browser: new Browser(), lines }
  }
}

/** From the button to the answer of our callback. */
export async function signInByOidc(
  browser: Browser,
  provider: RunningOidc,
  person: OidcPerson = ADA,
): Promise<Response> {
  provider.signInAs(person)
  return browser.send(await cameBack(browser))
}

/** From the button to where the provider sends the browser back to. */
export async function cameBack(browser: Browser): Promise<string> {
  const { url } = await (await browser.startOidc()).json()
  return visitProvider(url)
}

/** It led to the page that says why nobody was signed in. */
export function expectFailed(answer: Response, code: string): void {
  const page = new URL(answer.headers.get('location') ?? 'none:')
  expect([answer.status, page.pathname, page.searchParams.get('error')]).toEqual([
    303,
    '/sign-in/failed',
    code,
  ])
}
