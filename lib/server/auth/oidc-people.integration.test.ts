import { expect, it } from 'vitest'
import { createUser } from '@/lib/access/use-cases/create-user'
import { listUsers } from '@/lib/access/use-cases/list-users'
import { updateUser } from '@/lib/access/use-cases/update-user'
import { eventTypes } from '@/lib/testing/audited'
import { Browser } from '@/lib/testing/browser'
import { eachDatabase } from '@/lib/testing/database'
import { groupsOf } from '@/lib/testing/groups-of'
import { ADA, expectFailed, oidcWorlds, signInByOidc } from '@/lib/testing/oidc-world'
import { TEST_ORIGIN } from '@/lib/testing/runtime'

const PASSWORD = 'a-password-for-tests'

eachDatabase('signing in by OpenID Connect', (open) => {
  const start = oidcWorlds(open)

  it('opens the console to who the provider vouches for, as a member without grants', async () => {
    const { provider, browser, db } = await start()
    const answer = await signInByOidc(browser, provider)
    expect(answer.headers.get('location')).toBe(`${TEST_ORIGIN}/`)
    expect(await browser.me()).toMatchObject({ status: 200, body: { name: 'ada', role: 'member' } })
    expect(await groupsOf(db)).toEqual(['oidc ops', 'oidc team-a'])
  })

  it('knows people by issuer and subject, and by no name', async () => {
    const { provider, ctx } = await start()
    await createUser(ctx, { name: 'ada', role: 'admin', password: PASSWORD })
    const [first, second] = [new Browser(), new Browser()]
    await signInByOidc(first, provider)
    expect(await first.me()).toMatchObject({ body: { name: 'ada-2', role: 'member' } })
    await signInByOidc(second, provider, { ...ADA, claims: { ...ADA.claims, preferred_username: 'renamed' } })
    expect(await second.me()).toMatchObject({ body: { name: 'ada-2' } })
    expect(await listUsers(ctx)).toHaveLength(2)
  })

  it('replaces the groups whole at each sign-in, compared letter by letter', async () => {
    const { provider, db } = await start()
    await signInByOidc(new Browser(), provider)
    await signInByOidc(new Browser(), provider, { ...ADA, claims: { ...ADA.claims, groups: ['Team-A'] } })
    expect(await groupsOf(db)).toEqual(['oidc Team-A'])
    await signInByOidc(new Browser(), provider, { ...ADA, claims: { ...ADA.claims, groups: [] } })
    expect(await groupsOf(db)).toEqual([])
  })

  it.each([
    ['no claim', {}],
    ['a claim of another form', { groups: { 'team-a': true } }],
    ['too many to say, as Entra ID puts it', { groups: ['team-a'], _claim_names: { groups: 'src1' } }],
  ])('keeps nothing of before for %s, and says so', async (_, said) => {
    const { provider, db, lines } = await start()
    await signInByOidc(new Browser(), provider)
    const browser = new Browser()
    const answer = await signInByOidc(browser, provider, {
      ...ADA,
      claims: { preferred_username: 'ada', ...said },
    })
    expect(answer.headers.get('location')).toBe(`${TEST_ORIGIN}/`)
    expect(await groupsOf(db)).toEqual([])
    expect(JSON.stringify(lines)).toContain('groups-missing')
    expect(await eventTypes(db)).toContain('groups.missing')
  })

  it('reads groups inside of a claim, and from the ID token as well as from userinfo', async () => {
    const { provider, db } = await start(
      { groupsClaim: ['realm_access', 'roles'] },
      { claimsInIdToken: true },
    )
    const claims = { preferred_username: 'ada', realm_access: { roles: ['builders'] } }
    await signInByOidc(new Browser(), provider, { subject: 'sub-ada', claims })
    expect(await groupsOf(db)).toEqual(['oidc builders'])
    expect(provider.requests).not.toContain('/me')
  })

  it('makes admins of the admin group, and takes back what the group gave', async () => {
    const { provider } = await start({ adminGroup: 'ops' })
    const browser = new Browser()
    await signInByOidc(browser, provider)
    expect(await browser.me()).toMatchObject({ body: { role: 'admin' } })

    const later = new Browser()
    await signInByOidc(later, provider, { ...ADA, claims: { preferred_username: 'ada' } })
    expect(await later.me()).toMatchObject({ body: { role: 'member' } })
    expect(await browser.me()).toMatchObject({ status: 401 })
  })

  it('refuses who is disabled here, at the next request and at the next sign-in', async () => {
    const { provider, browser, ctx } = await start()
    await signInByOidc(browser, provider)
    const [ada] = await listUsers(ctx)
    await updateUser(ctx, { userId: String(ada?.id), isDisabled: true })
    expect(await browser.me()).toMatchObject({ status: 401 })
    expectFailed(await signInByOidc(new Browser(), provider), 'account-disabled')
  })

  it('joins nobody to who is signed in', async () => {
    const { provider, browser, ctx } = await start()
    await createUser(ctx, { name: 'root', role: 'admin', password: PASSWORD })
    await browser.signIn('root', PASSWORD)
    expectFailed(await signInByOidc(browser, provider), 'signed-in-as-another')
    expect(await browser.me()).toMatchObject({ body: { name: 'root' } })
    expect(await listUsers(ctx)).toHaveLength(1)
  })

  it('leaves the provider too when signing out', async () => {
    const { provider, browser, oidc } = await start()
    await signInByOidc(browser, provider)
    const { url } = await (await browser.signOut()).json()
    expect(url).toMatch(new RegExp(`^${oidc.issuer}/session/end\\?`))
    expect(new URL(url).searchParams.get('post_logout_redirect_uri')).toBe(`${TEST_ORIGIN}/sign-in`)
    expect(await browser.me()).toMatchObject({ status: 401 })
  })
})
