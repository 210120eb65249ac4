import { expect, it } from 'vitest'
import { createUser } from '@/lib/access/use-cases/create-user'
import { Secret } from '@/lib/core/secret'
import { Browser } from '@/lib/testing/browser'
import { eachDatabase } from '@/lib/testing/database'
import { OIDC_CLIENT } from '@/lib/testing/oidc-provider'
import { ADA, cameBack, expectFailed, oidcWorlds, signInByOidc } from '@/lib/testing/oidc-world'
import { visitProvider } from '@/lib/testing/provider-visit'
import { TEST_ORIGIN } from '@/lib/testing/runtime'
import { installRuntime } from '../runtime'

const PASSWORD = 'a-password-for-tests'

eachDatabase('signing in by OpenID Connect', (open) => {
  const start = oidcWorlds(open)

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

  it.each([
    ['without a state', (url: URL) => url.searchParams.delete('state')],
    ['with another state', (url: URL) => url.searchParams.set('state', 'x'.repeat(43))],
    ['without a code', (url: URL) => url.searchParams.delete('code')],
    ['from another issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.test')],
    ['with a code of nobody', (url: URL) => url.searchParams.set('code', 'x'.repeat(43))],
  ])('begins no session by a callback %s', async (_, spoil) => {
    const { provider, browser } = await start()
    provider.signInAs(ADA)
    const back = new URL(await cameBack(browser), TEST_ORIGIN)
    spoil(back)
    expectFailed(await browser.send(back.pathname + back.search), 'sign-in-stale')
    expect(browser.has('assay.session')).toBe(false)
    expect(browser.has('assay.state')).toBe(false)
    expect(await browser.me()).toMatchObject({ status: 401 })
  })

  it('takes a callback in the browser it began in, and once', async () => {
    const { provider, browser } = await start()
    provider.signInAs(ADA)
    const back = await cameBack(browser)
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
    const answer = await browser.send(await cameBack(browser))
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
    expectFailed(await signInByOidc(browser, provider), 'provider-invalid')
  })

  it('keeps and writes nothing the provider issued', async () => {
    const { provider, browser, lines, db } = await start()
    await signInByOidc(browser, provider)
    const identity = await db.query.selectFrom('user_identity').selectAll().execute()
    const log = JSON.stringify([lines, identity])
    expect(log).not.toMatch(/eyJ|access_token|refresh_token|code=/)
    expect(log).not.toContain(OIDC_CLIENT.secret)
  })
})
