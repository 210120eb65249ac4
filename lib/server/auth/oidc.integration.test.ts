import { afterEach, beforeEach, expect, it } from 'vitest'
import type { OidcSettings } from '@/lib/access/external/settings'
import { resetThrottle } from '@/lib/access/throttle'
import { createUser } from '@/lib/access/use-cases/create-user'
import { listUsers } from '@/lib/access/use-cases/list-users'
import { updateUser } from '@/lib/access/use-cases/update-user'
import { Secret } from '@/lib/core/secret'
import type { Database } from '@/lib/db/connection'
import { Browser } from '@/lib/testing/browser'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import {
  OIDC_CLIENT,
  type OidcOptions,
  type OidcPerson,
  type RunningOidc,
  startOidcProvider,
} from '@/lib/testing/oidc-provider'
import { visitProvider } from '@/lib/testing/provider-visit'
import { startTestRuntime, TEST_ORIGIN } from '@/lib/testing/runtime'
import { installRuntime } from '../runtime'
import { forgetDiscovered } from './oidc-discovery'

const ADA = { subject: 'sub-ada', claims: { preferred_username: 'ada', groups: ['team-a', 'ops'] } }
const PASSWORD = 'a-password-for-tests'
const started: RunningOidc[] = []

beforeEach(() => {
  resetThrottle()
  forgetDiscovered()
})
afterEach(async () => {
  installRuntime(undefined)
  for (const one of started.splice(0)) await one.stop()
})

eachDatabase('signing in by OpenID Connect', (open) => {
  const start = async (change: Partial<OidcSettings> = {}, options: Partial<OidcOptions> = {}) => {
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
    const lines: unknown[] = []
    const write = (facts: unknown, message: string) => void lines.push([facts, message])
    const log = { debug: write, info: write, warn: write, error: write }
    const app = startTestRuntime({ db, log, settings: { oidc } })
    const ctx = buildContext({ db })
    return { provider, oidc, db, app, ctx, browser: new Browser(), lines }
  }

  /** From the button to the answer of our callback. */
  const signIn = async (browser: Browser, provider: RunningOidc, person: OidcPerson = ADA) => {
    provider.signInAs(person)
    const { url } = await (await browser.startOidc()).json()
    return browser.send(await visitProvider(url))
  }

  it('opens the console to who the provider vouches for, as a member without grants', async () => {
    const { provider, browser, db } = await start()
    const answer = await signIn(browser, provider)
    expect(answer.headers.get('location')).toBe(`${TEST_ORIGIN}/`)
    expect(await browser.me()).toMatchObject({ status: 200, body: { name: 'ada', role: 'member' } })
    expect(await groupsOf(db)).toEqual(['oidc ops', 'oidc team-a'])
  })

  it('asks with PKCE, state and nonce for what the settings say and nothing a link adds', async () => {
    const { browser, oidc } = await start()
    const { url } = await (await browser.startOidc('/?prompt=none&scope=admin')).json()
    const asked = new URL(url)
    expect(asked.origin).toBe(oidc.issuer)
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      code_challenge_method: 'S256',
      scope: 'openid profile groups',
      redirect_uri: `${TEST_ORIGIN}/api/auth/callback/oidc`,
      state: expect.stringMatching(/.{20,}/),
      nonce: expect.stringMatching(/.{20,}/),
      code_challenge: expect.stringMatching(/.{40,}/),
    })
    expect([...asked.searchParams.keys()]).not.toContain('prompt')
  })

  it('knows people by issuer and subject, and by no name', async () => {
    const { provider, ctx } = await start()
    await createUser(ctx, { name: 'ada', role: 'admin', password: PASSWORD })
    const [first, second] = [new Browser(), new Browser()]
    await signIn(first, provider)
    expect(await first.me()).toMatchObject({ body: { name: 'ada-2', role: 'member' } })
    await signIn(second, provider, { ...ADA, claims: { ...ADA.claims, preferred_username: 'renamed' } })
    expect(await second.me()).toMatchObject({ body: { name: 'ada-2' } })
    expect(await listUsers(ctx)).toHaveLength(2)
  })

  it('replaces the groups whole at each sign-in, compared letter by letter', async () => {
    const { provider, db } = await start()
    await signIn(new Browser(), provider)
    await signIn(new Browser(), provider, { ...ADA, claims: { ...ADA.claims, groups: ['Team-A'] } })
    expect(await groupsOf(db)).toEqual(['oidc Team-A'])
    await signIn(new Browser(), provider, { ...ADA, claims: { ...ADA.claims, groups: [] } })
    expect(await groupsOf(db)).toEqual([])
  })

  it.each([
    ['no claim', {}],
    ['a claim of another form', { groups: { 'team-a': true } }],
    ['too many to say, as Entra ID puts it', { groups: ['team-a'], _claim_names: { groups: 'src1' } }],
  ])('keeps nothing of before for %s, and says so', async (_, said) => {
    const { provider, db, lines } = await start()
    await signIn(new Browser(), provider)
    const browser = new Browser()
    const answer = await signIn(browser, provider, { ...ADA, claims: { preferred_username: 'ada', ...said } })
    expect(answer.headers.get('location')).toBe(`${TEST_ORIGIN}/`)
    expect(await groupsOf(db)).toEqual([])
    expect(JSON.stringify(lines)).toContain('groups-missing')
    expect(await eventsOf(db)).toContain('groups.missing')
  })

  it('reads groups inside of a claim, and from the ID token as well as from userinfo', async () => {
    const { provider, db } = await start(
      { groupsClaim: ['realm_access', 'roles'] },
      { claimsInIdToken: true },
    )
    const claims = { preferred_username: 'ada', realm_access: { roles: ['builders'] } }
    await signIn(new Browser(), provider, { subject: 'sub-ada', claims })
    expect(await groupsOf(db)).toEqual(['oidc builders'])
    expect(provider.requests).not.toContain('/me')
  })

  it('makes admins of the admin group, and takes back what the group gave', async () => {
    const { provider } = await start({ adminGroup: 'ops' })
    const browser = new Browser()
    await signIn(browser, provider)
    expect(await browser.me()).toMatchObject({ body: { role: 'admin' } })

    const later = new Browser()
    await signIn(later, provider, { ...ADA, claims: { preferred_username: 'ada' } })
    expect(await later.me()).toMatchObject({ body: { role: 'member' } })
    expect(await browser.me()).toMatchObject({ status: 401 })
  })

  it('refuses who is disabled here, at the next request and at the next sign-in', async () => {
    const { provider, browser, ctx } = await start()
    await signIn(browser, provider)
    const [ada] = await listUsers(ctx)
    await updateUser(ctx, { userId: String(ada?.id), isDisabled: true })
    expect(await browser.me()).toMatchObject({ status: 401 })
    expectFailed(await signIn(new Browser(), provider), 'account-disabled')
  })

  it('joins nobody to who is signed in', async () => {
    const { provider, browser, ctx } = await start()
    await createUser(ctx, { name: 'root', role: 'admin', password: PASSWORD })
    await browser.signIn('root', PASSWORD)
    expectFailed(await signIn(browser, provider), 'signed-in-as-another')
    expect(await browser.me()).toMatchObject({ body: { name: 'root' } })
    expect(await listUsers(ctx)).toHaveLength(1)
  })

  it.each([
    ['without a state', (url: URL) => url.searchParams.delete('state')],
    ['with another state', (url: URL) => url.searchParams.set('state', 'x'.repeat(43))],
    ['without a code', (url: URL) => url.searchParams.delete('code')],
    ['from another issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.test')],
    ['with a code of nobody', (url: URL) => url.searchParams.set('code', 'x'.repeat(43))],
  ])('begins no session by a callback %s', async (_, spoil) => {
    const { provider, browser } = await start()
    provider.signInAs(ADA)
    const { url } = await (await browser.startOidc()).json()
    const back = new URL(await visitProvider(url), TEST_ORIGIN)
    spoil(back)
    expectFailed(await browser.send(back.pathname + back.search), 'sign-in-stale')
    expect(browser.has('assay.session')).toBe(false)
    expect(browser.has('assay.state')).toBe(false)
    expect(await browser.me()).toMatchObject({ status: 401 })
  })

  it('takes a callback in the browser it began in, and once', async () => {
    const { provider, browser } = await start()
    provider.signInAs(ADA)
    const { url } = await (await browser.startOidc()).json()
    const back = await visitProvider(url)
    expectFailed(await new Browser().send(back), 'sign-in-stale')
    expect((await browser.send(back)).headers.get('location')).toBe(`${TEST_ORIGIN}/`)
    await browser.signOut()
    expectFailed(await browser.send(back), 'sign-in-stale')
    expect(await browser.me()).toMatchObject({ status: 401 })
  })

  it('takes no callback with the cookies of another sign-in', async () => {
    const { provider } = await start()
    provider.signInAs(ADA)
    const [one, other] = [new Browser(), new Browser()]
    const { url } = await (await one.startOidc()).json()
    await other.startOidc()
    expectFailed(await other.send(await visitProvider(url)), 'sign-in-stale')
  })

  it('repeats no word of the provider when it refuses', async () => {
    const { provider, browser } = await start()
    provider.refuseNext()
    const { url } = await (await browser.startOidc()).json()
    const answer = await browser.send(await visitProvider(url))
    expectFailed(answer, 'provider-denied')
    expect(answer.headers.get('location')).not.toContain('%3Cb')
  })

  it('says that a provider is down, and lets people in by their passwords meanwhile', async () => {
    const { provider, browser, ctx } = await start()
    await createUser(ctx, { name: 'root', role: 'admin', password: PASSWORD })
    await provider.stop()
    expect((await browser.startOidc()).status).toBe(503)
    await browser.signIn('root', PASSWORD)
    expect(await browser.me()).toMatchObject({ status: 200 })
  })

  it('believes no provider that calls itself something else', async () => {
    const { browser, oidc, app } = await start()
    installRuntime({ ...app, settings: { ...app.settings, oidc: { ...oidc, issuer: `${oidc.issuer}/` } } })
    const answer = await browser.startOidc()
    expect([answer.status, (await answer.json()).code]).toEqual([502, 'provider-invalid'])
  })

  it('says no to a provider that takes the client for another', async () => {
    const { provider, browser } = await start({ clientSecret: new Secret('not-the-one-it-knows') })
    expectFailed(await signIn(browser, provider), 'provider-invalid')
  })

  it('leaves the provider too when signing out', async () => {
    const { provider, browser, oidc } = await start()
    await signIn(browser, provider)
    const { url } = await (await browser.signOut()).json()
    expect(url).toMatch(new RegExp(`^${oidc.issuer}/session/end\\?`))
    expect(new URL(url).searchParams.get('post_logout_redirect_uri')).toBe(`${TEST_ORIGIN}/sign-in`)
    expect(await browser.me()).toMatchObject({ status: 401 })
  })

  it('keeps and writes nothing the provider issued', async () => {
    const { provider, browser, lines, db } = await start()
    await signIn(browser, provider)
    const identity = await db.query.selectFrom('user_identity').selectAll().execute()
    const log = JSON.stringify([lines, identity])
    expect(log).not.toMatch(/eyJ|access_token|refresh_token|code=/)
    expect(log).not.toContain(OIDC_CLIENT.secret)
  })
})

function expectFailed(answer: Response, code: string): void {
  const page = new URL(answer.headers.get('location') ?? 'none:')
  expect([answer.status, page.pathname, page.searchParams.get('error')]).toEqual([
    303,
    '/sign-in/failed',
    code,
  ])
}

async function groupsOf(db: Database): Promise<string[]> {
  const rows = await db.query
    .selectFrom('group_member')
    .innerJoin('user_group', 'user_group.id', 'group_member.group_id')
    .select(['user_group.source', 'user_group.name'])
    .execute()
  return rows.map(({ source, name }) => `${source} ${name}`).sort()
}

async function eventsOf(db: Database): Promise<string[]> {
  return (await db.query.selectFrom('audit_event').select('type').execute()).map(({ type }) => type)
}
