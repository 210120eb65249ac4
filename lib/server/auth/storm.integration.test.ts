import { afterEach, beforeEach, expect, it } from 'vitest'
import { resetThrottle } from '@/lib/access/throttle'
import { createToken } from '@/lib/access/use-cases/create-token'
import { createUser } from '@/lib/access/use-cases/create-user'
import { endSessionsOf } from '@/lib/access/use-cases/end-sessions'
import { revokeToken } from '@/lib/access/use-cases/revoke-token'
import { updateUser } from '@/lib/access/use-cases/update-user'
import { Secret } from '@/lib/core/secret'
import { Browser } from '@/lib/testing/browser'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { startTestRuntime, TEST_ORIGIN } from '@/lib/testing/runtime'
import { installRuntime } from '../runtime'

const PASSWORD = 'a-password-for-tests'
const STORM = 250

beforeEach(() => {
  resetThrottle()
  globalThis.assayAuthRequests = undefined
})
afterEach(() => installRuntime(undefined))

eachDatabase('a storm of wrong passwords', (open) => {
  it('hashes two at once, is told to wait, and leaves everybody else alone', async () => {
    const db = await open()
    startTestRuntime({ db })
    await createUser(buildContext({ db }), { name: 'ada', role: 'admin', password: PASSWORD })
    const signedIn = new Browser()
    await signedIn.signIn('ada', PASSWORD)
    const attacker = new Browser()
    const csrfToken = await attacker.csrf()

    let runningMax = 0
    const sampler = setInterval(() => {
      runningMax = Math.max(runningMax, globalThis.assayHashing?.running ?? 0)
    }, 1)
    const attempt = (at: number) =>
      attacker.send('/api/auth/callback/credentials', {
        method: 'POST',
        body: new URLSearchParams({ csrfToken, json: 'true', username: `n${at % 50}`, password: 'wrong' }),
      })
    const storm = Promise.all(Array.from({ length: STORM }, (_, at) => attempt(at)))
    const meanwhile = await signedIn.me()
    const answers = await storm
    clearInterval(sampler)

    expect(meanwhile).toMatchObject({ status: 200 })
    expect(runningMax).toBeLessThanOrEqual(2)
    const counts = new Map<number, number>()
    for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1)
    expect([...counts.keys()].sort()).toEqual([401, 429])
    expect(counts.get(401)).toBeLessThanOrEqual(20)
    for (const answer of answers.filter(({ status }) => status === 429)) {
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    const rows = await db.query.selectFrom('sign_in_attempt').select('key').execute()
    expect(rows.length).toBeLessThanOrEqual(1 + 2 * 20)
  })

  it('is held back before it asks for anything when it asks too much', async () => {
    startTestRuntime({ db: await open() })
    const browser = new Browser()
    const answers = await Promise.all(Array.from({ length: 320 }, () => browser.send('/api/auth/csrf')))
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(20)
  })
})

eachDatabase('what was taken away', (open) => {
  const start = async () => {
    const db = await open()
    const app = startTestRuntime({ db })
    const ctx = buildContext({ db })
    await createUser(ctx, { name: 'root', role: 'admin', password: PASSWORD })
    const ada = await createUser(ctx, { name: 'ada', role: 'admin', password: PASSWORD })
    const browser = new Browser()
    await browser.signIn('ada', PASSWORD)
    expect(await browser.me()).toMatchObject({ status: 200 })
    return { db, app, ctx, ada, browser }
  }

  it.each([
    ['a role', { role: 'member' as const }],
    ['an account', { isDisabled: true }],
    ['a password', { password: `${PASSWORD}-2` }],
  ])('is felt by the next request: %s', async (_, change) => {
    const { ctx, ada, browser } = await start()
    await updateUser(ctx, { userId: ada.id, ...change })
    expect(await browser.me()).toMatchObject({ status: 401 })
    expect(browser.has('assay.session')).toBe(false)
  })

  it('is felt by the next request: every session', async () => {
    const { ctx, ada, browser } = await start()
    const elsewhere = new Browser()
    await elsewhere.signIn('ada', PASSWORD)
    await endSessionsOf(ctx, ada.id)
    expect(await browser.me()).toMatchObject({ status: 401 })
    expect(await elsewhere.me()).toMatchObject({ status: 401 })
  })

  it('is felt by the next request: an API token, by itself or with its owner', async () => {
    const { db, ctx, ada } = await start()
    const own = buildContext({
      db,
      actor: { kind: 'user', id: ada.id, name: 'ada', role: 'admin', grants: [], principals: [ada.id] },
    })
    const made = await createToken(own, { name: 'ci', role: 'admin', expiresInDays: 1, ownerId: ada.id })
    const other = await createToken(own, { name: 'ci-2', role: 'admin', expiresInDays: 1, ownerId: ada.id })
    const me = async (text: string) => {
      const headers = { authorization: `Bearer ${text}` }
      return (await new Browser().send('/api/v1/me', { headers })).status
    }
    expect([await me(made.text), await me(other.text)]).toEqual([200, 200])
    await revokeToken(own, made.token.id)
    expect([await me(made.text), await me(other.text)]).toEqual([401, 200])
    await updateUser(ctx, { userId: ada.id, isDisabled: true })
    expect(await me(other.text)).toBe(401)
  })

  it('outlives a change of the secret while the one before is named, and no longer', async () => {
    const { app, browser } = await start()
    const next = new Secret('another-value-0123456789-abcdefghijk')
    const settings = {
      ...app.settings,
      sessionSecret: next,
      previousSessionSecret: app.settings.sessionSecret,
    }
    installRuntime({ ...app, settings })
    expect(await browser.me()).toMatchObject({ status: 200 })
    installRuntime({ ...app, settings: { ...settings, previousSessionSecret: null } })
    expect(await browser.me()).toMatchObject({ status: 401 })
  })

  it('ends as early as the settings say', async () => {
    const { app, ada } = await start()
    const later = (minutes: number) => ({ now: () => Date.now() + minutes * 60_000 })
    const settings = { ...app.settings, sessionIdleSeconds: 600, sessionSeconds: 3600 }
    const signedIn = async () => {
      installRuntime({ ...app, settings })
      const browser = new Browser()
      await browser.signIn('ada', PASSWORD)
      return browser
    }
    const idle = await signedIn()
    installRuntime({ ...app, settings, clock: later(9) })
    expect(await idle.me()).toMatchObject({ status: 200, body: { id: ada.id } })
    const old = await signedIn()
    installRuntime({ ...app, settings, clock: later(11) })
    expect(await old.me()).toMatchObject({ status: 401 })
  })
})

it('calls its cookies by names no other site of the domain can plant', async () => {
  startTestRuntime({ settings: { publicOrigin: TEST_ORIGIN.replace('http:', 'https:') } })
  const answer = await new Browser().send('/api/auth/csrf')
  for (const cookie of answer.headers.getSetCookie()) {
    expect(cookie).toMatch(/^__(Host|Secure)-assay\.\w+=.*; Path=\/; .*Secure/)
    expect(cookie).not.toMatch(/Domain=/i)
  }
})
