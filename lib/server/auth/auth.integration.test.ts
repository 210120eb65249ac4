import { afterEach, beforeEach, expect, it } from 'vitest'
import { resetThrottle } from '@/lib/access/throttle'
import { createUser } from '@/lib/access/use-cases/create-user'
import { listUsers } from '@/lib/access/use-cases/list-users'
import { updateUser } from '@/lib/access/use-cases/update-user'
import { Secret } from '@/lib/core/secret'
import { Browser } from '@/lib/testing/browser'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { startTestRuntime, TEST_ORIGIN } from '@/lib/testing/runtime'
import { writtenLog } from '@/lib/testing/written-log'
import { installRuntime } from '../runtime'
import { renewSession } from '../session'

const PASSWORD = 'a-password-for-tests'
const MINUTE_MS = 60_000

beforeEach(() => resetThrottle())
afterEach(() => installRuntime(undefined))

eachDatabase('signing in', (open) => {
  const start = async () => {
    const db = await open()
    let aheadMs = 0
    const clock = { now: () => Date.now() + aheadMs }
    const { log, lines } = writtenLog()
    const app = startTestRuntime({ db, clock, log })
    const ctx = buildContext({ db })
    const { id } = await createUser(ctx, { name: 'ada', role: 'admin', password: PASSWORD })
    const browser = new Browser()
    const wait = (ms: number) => {
      aheadMs += ms
    }
    return { ctx, id, app, browser, wait, lines }
  }

  it('opens the API to who knows the password, in a cookie scripts cannot read', async () => {
    const { browser, id } = await start()
    const response = await browser.signIn('Ada', PASSWORD)
    expect(response.status).toBe(200)
    const cookie = response.headers.getSetCookie().find((one) => one.startsWith('assay.session='))
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Lax/)
    expect(await browser.me()).toMatchObject({ status: 200, body: { id, name: 'ada', role: 'admin' } })
  })

  it('tells a wrong password, an unknown name and nonsense apart by nothing', async () => {
    const { browser } = await start()
    const answers = []
    for (const [name, password] of [
      ['ada', 'wrong-password'],
      ['nobody', 'wrong-password'],
      ['ada', 'x'.repeat(4097)],
      ['', ''],
    ] as const) {
      const response = await browser.signIn(name, password)
      const text = await response.text()
      answers.push(`${response.status} ${text.replace(/req_[0-9a-z]+/, '')}`)
    }
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toMatch(/^401 .*"code":"invalid-credentials"/)
    expect(await browser.me()).toMatchObject({ status: 401 })
  })

  it('answers 429 with the time to wait after five wrong passwords', async () => {
    const { browser } = await start()
    for (let at = 0; at < 5; at++) await browser.signIn('ada', 'wrong-password')
    const response = await browser.signIn('ada', PASSWORD)
    expect(response.status).toBe(429)
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await response.json()).toMatchObject({
      code: 'too-many-attempts',
      url: `${TEST_ORIGIN}/sign-in?error=too-many-attempts`,
    })
  })

  it('ends after an hour without a request', async () => {
    const { browser, wait } = await start()
    await browser.signIn('ada', PASSWORD)
    wait(59 * MINUTE_MS)
    expect(await browser.me()).toMatchObject({ status: 200 })
    wait(61 * MINUTE_MS)
    expect(await browser.me()).toMatchObject({ status: 401 })
    expect(browser.has('assay.session')).toBe(false)
  })

  it('ends twelve hours after it began, however busy it was', async () => {
    const { browser, id, app } = await start()
    const begun = async (minutesAgo: number) => {
      const startedAt = Math.floor(Date.now() / 1000) - minutesAgo * 60
      const session = {
        userId: id,
        sessionVersion: 1,
        startedAt,
        renewedAt: startedAt,
        via: 'local',
      } as const
      browser.keep(await renewSession(session, app.settings))
      return browser.me()
    }
    expect(await begun(12 * 60 - 1)).toMatchObject({ status: 200 })
    expect(await begun(12 * 60)).toMatchObject({ status: 401 })
  })

  it('is worth nothing where another secret signed it', async () => {
    const { browser, id, app } = await start()
    const startedAt = Math.floor(Date.now() / 1000)
    const session = { userId: id, sessionVersion: 1, startedAt, renewedAt: startedAt, via: 'local' } as const
    const sessionSecret = new Secret('another-value-0123456789-abcdefghijk')
    browser.keep(await renewSession(session, { ...app.settings, sessionSecret }))
    expect(await browser.me()).toMatchObject({ status: 401 })
  })

  it('ends at the next request after a change to the person', async () => {
    const { browser, ctx, id } = await start()
    await createUser(ctx, { name: 'root', role: 'admin', password: PASSWORD })
    await browser.signIn('ada', PASSWORD)
    await updateUser(ctx, { userId: id, role: 'member' })
    expect(await browser.me()).toMatchObject({ status: 401 })

    await browser.signIn('ada', PASSWORD)
    expect(await browser.me()).toMatchObject({ status: 200, body: { role: 'member' } })
    await updateUser(ctx, { userId: id, isDisabled: true })
    expect((await browser.send('/api/auth/session')).headers.getSetCookie().join()).toMatch(
      /assay\.session=;/,
    )
  })

  it('lives on where the password was changed, and ends everywhere else', async () => {
    const { browser } = await start()
    const elsewhere = new Browser()
    await browser.signIn('ada', PASSWORD)
    await elsewhere.signIn('ada', PASSWORD)
    const response = await browser.send('/api/v1/me/password', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: TEST_ORIGIN },
      body: JSON.stringify({ currentPassword: PASSWORD, newPassword: 'a-new-password-1' }),
    })
    expect(response.status).toBe(204)
    expect(await browser.me()).toMatchObject({ status: 200 })
    expect(await elsewhere.me()).toMatchObject({ status: 401 })
  })

  it('takes no word of the client for what a session says', async () => {
    const { browser, ctx } = await start()
    await createUser(ctx, { name: 'eve', role: 'member', password: PASSWORD })
    await browser.signIn('eve', PASSWORD)
    const csrfToken = await browser.csrf()
    const [root] = await listUsers(ctx)
    await browser.send('/api/auth/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: TEST_ORIGIN },
      body: JSON.stringify({ csrfToken, data: { role: 'admin', uid: root?.id, sv: 1, sub: root?.id } }),
    })
    expect(await browser.me()).toMatchObject({ body: { name: 'eve', role: 'member' } })
  })

  it('goes to no address but ours, and never fails over one', async () => {
    const { browser } = await start()
    for (const callbackUrl of [
      '//evil.test',
      'https://evil.test/',
      '/\\evil.test',
      'javascript:alert(1)',
      `${TEST_ORIGIN}.evil.test`,
      '%0d%0aset-cookie:x=1',
      'http://[',
    ]) {
      const response = await browser.signIn('ada', PASSWORD, { callbackUrl })
      const { url } = await response.json()
      expect(response.status).toBe(200)
      expect(new URL(url).origin).toBe(TEST_ORIGIN)

      const query = `callbackUrl=${encodeURIComponent(callbackUrl)}`
      const page = await browser.send(`/api/auth/signin?${query}`)
      expect(page.status).toBe(302)
      const cookie = { cookie: `assay.callback=${encodeURIComponent(callbackUrl)}` }
      expect((await browser.send('/api/auth/csrf', { headers: cookie })).status).toBe(200)
    }
    const kept = await browser.signIn('ada', PASSWORD, { callbackUrl: '/registries/main?tab=tags' })
    expect((await kept.json()).url).toBe(`${TEST_ORIGIN}/registries/main?tab=tags`)
  })

  it('refuses what it has no use for', async () => {
    const { browser } = await start()
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const post = (path: string, init: RequestInit) =>
      browser.send(`/api/auth/${path}`, { method: 'POST', ...init })
    const csrfToken = await browser.csrf()
    const fields = (extra: string) => `csrfToken=${csrfToken}&json=true&${extra}`

    expect((await post('_log', { body: 'code=x', headers: form })).status).toBe(404)
    expect((await post('callback/oauth', { body: '', headers: form })).status).toBe(404)
    expect((await browser.send('/api/auth/verify-request')).status).toBe(404)
    const long = await post('callback/credentials', { body: `password=${'x'.repeat(1e6)}`, headers: form })
    expect(long.status).toBe(413)
    const nul = await post('callback/credentials', {
      body: fields('username=ada%00&password=x'),
      headers: form,
    })
    expect(nul.status).toBe(400)
    const text = await post('callback/credentials', { body: 'x', headers: { 'content-type': 'text/plain' } })
    expect(text.status).toBe(415)
    const right = fields(`username=ada&password=${PASSWORD}`)
    const foreign = await post('callback/credentials', {
      body: right,
      headers: { ...form, origin: 'https://evil.test' },
    })
    expect(foreign.status).toBe(403)
    const forged = await post('callback/credentials', {
      body: right.replace(/csrfToken=\w+/, 'csrfToken=x'),
      headers: form,
    })
    expect(forged.headers.getSetCookie().join()).not.toContain('assay.session')
  })

  it('writes no password, token or cookie to the log', async () => {
    const { browser, lines } = await start()
    await browser.signIn('ada', PASSWORD)
    await browser.signIn('ada', 'canary-of-a-password')
    await browser.me()
    const log = JSON.stringify(lines)
    expect(log).not.toContain(PASSWORD)
    expect(log).not.toContain('canary-of-a-password')
    expect(log).not.toContain('eyJ')
  })

  it('signs out, and writes it down once', async () => {
    const { browser, ctx } = await start()
    await browser.signIn('ada', PASSWORD)
    await browser.send('/api/auth/signout', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `csrfToken=${await browser.csrf()}&json=true`,
    })
    expect(browser.has('assay.session')).toBe(false)
    expect(await browser.me()).toMatchObject({ status: 401 })
    const ended = ctx.db.query.selectFrom('audit_event').select(['actor_name', 'facts'])
    expect(await ended.where('type', '=', 'session.ended').execute()).toEqual([
      { actor_name: 'ada', facts: '{"method":"local"}' },
    ])
  })
})
