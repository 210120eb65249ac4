import { createServer, type Server, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { LdapSettings } from '@/lib/access/external/settings'
import { resetThrottle } from '@/lib/access/throttle'
import { createUser } from '@/lib/access/use-cases/create-user'
import { listUsers } from '@/lib/access/use-cases/list-users'
import { Secret } from '@/lib/core/secret'
import { Browser } from '@/lib/testing/browser'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { groupsOf } from '@/lib/testing/groups-of'
import { startTestRuntime } from '@/lib/testing/runtime'
import { DIRECTORY, directorySettings, type RunningSlapd, startSlapd } from '@/lib/testing/slapd'
import { writtenLog } from '@/lib/testing/written-log'
import { installRuntime } from '../runtime'

const PASSWORD = 'a-password-for-tests'
let slapd: RunningSlapd

beforeAll(async () => {
  slapd = await startSlapd()
})
afterAll(() => slapd?.stop())
beforeEach(() => resetThrottle())
afterEach(() => installRuntime(undefined))

eachDatabase('signing in by LDAP', (open) => {
  const start = async (change: Partial<LdapSettings> = {}) => {
    const ldap: LdapSettings = { ...directorySettings(slapd), ...change }
    const db = await open()
    const { log, lines } = writtenLog()
    startTestRuntime({ db, log, settings: { ldap } })
    return { db, lines, browser: new Browser(), ctx: buildContext({ db }) }
  }

  it.each([
    ['ldaps', () => ({ url: slapd.tlsUrl })],
    ['STARTTLS', () => ({ url: slapd.url, startTls: true })],
    ['a plain connection on this machine', () => ({ url: slapd.url, ca: null })],
    ['memberOf of the person', () => ({ groupBaseDn: null })],
  ])('opens the console to who the directory knows, by %s', async (_, change) => {
    const { browser, db } = await start(change())
    expect((await browser.signInByLdap('ada', DIRECTORY.password)).status).toBe(200)
    expect(await browser.me()).toMatchObject({ status: 200, body: { name: 'ada', role: 'member' } })
    expect(await groupsOf(db)).toEqual([
      `ldap ${DIRECTORY.group('ops')}`,
      `ldap ${DIRECTORY.group('team-a')}`,
    ])
  })

  it('tells a wrong password, an unknown name and what would be a filter apart by nothing', async () => {
    const { browser } = await start()
    const answers = new Set<string>()
    for (const [name, password] of [
      ['ada', 'wrong'],
      ['nobody', DIRECTORY.password],
      ['*', DIRECTORY.password],
      ['ada)(uid=*', DIRECTORY.password],
      ['a*', DIRECTORY.password],
      ['ada', ''],
    ] as const) {
      resetThrottle()
      const response = await browser.signInByLdap(name, password)
      answers.add(`${response.status} ${(await response.text()).replace(/req_[0-9a-z]+/, '')}`)
    }
    expect([...answers]).toEqual([expect.stringMatching(/^401 .*"code":"invalid-credentials"/)])
  })

  it('knows an entry by what stays when it is renamed', async () => {
    const { browser, ctx } = await start()
    await createUser(ctx, { name: 'bob', role: 'admin', password: PASSWORD })
    await browser.signInByLdap('bob', DIRECTORY.password)
    expect(await browser.me()).toMatchObject({ body: { name: 'bob-2', role: 'member' } })

    slapd.modify(rename('bob', 'robert'))
    try {
      const later = new Browser()
      await later.signInByLdap('robert', DIRECTORY.password)
      expect(await later.me()).toMatchObject({ body: { name: 'bob-2' } })
      expect(await listUsers(ctx)).toHaveLength(2)
    } finally {
      slapd.modify(rename('robert', 'bob'))
    }
  })

  it('takes a group away at the next sign-in after the directory did', async () => {
    const { browser, db } = await start({ adminGroup: DIRECTORY.group('ops') })
    await browser.signInByLdap('ada', DIRECTORY.password)
    expect(await browser.me()).toMatchObject({ body: { role: 'admin' } })

    slapd.modify(member('ops', ['delete', 'ada'], ['add', 'eve']))
    try {
      const later = new Browser()
      await later.signInByLdap('ada', DIRECTORY.password)
      expect(await later.me()).toMatchObject({ body: { role: 'member' } })
      expect(await groupsOf(db)).toEqual([`ldap ${DIRECTORY.group('team-a')}`])
      expect(await browser.me()).toMatchObject({ status: 401 })
    } finally {
      slapd.modify(member('ops', ['add', 'ada'], ['delete', 'eve']))
    }
  })

  it('lets in nobody where a name is that of several', async () => {
    const { browser } = await start({ userFilter: '(|(uid={user})(cn={user}))' })
    const answer = await browser.signInByLdap('Same Name', DIRECTORY.password)
    expect([answer.status, (await answer.json()).code]).toEqual([502, 'provider-invalid'])
  })

  it.each([
    ['whose certificate another authority issued', () => ({ ca: null }), 'provider-invalid'],
    [
      'that refuses the searching account',
      () => ({ bindPassword: new Secret('not-the-password') }),
      'provider-invalid',
    ],
    ['whose base is not there', () => ({ baseDn: 'ou=gone,dc=example,dc=org' }), 'provider-invalid'],
    ['that is down', () => ({ url: 'ldap://127.0.0.1:9' }), 'provider-unreachable'],
  ])('says so of a directory %s, and opens nothing', async (_, change, code) => {
    const { browser, ctx } = await start(change())
    const answer = await browser.signInByLdap('ada', DIRECTORY.password)
    expect((await answer.json()).code).toBe(code)
    expect(await browser.me()).toMatchObject({ status: 401 })

    await createUser(ctx, { name: 'root', role: 'admin', password: PASSWORD })
    await browser.signIn('root', PASSWORD)
    expect(await browser.me()).toMatchObject({ status: 200 })
  })

  it('waits for no directory that says nothing', async () => {
    const silent = await startSilent()
    try {
      const { browser } = await start({ url: `ldap://127.0.0.1:${silent.port}` })
      const startedAt = Date.now()
      const answer = await browser.signInByLdap('ada', DIRECTORY.password)
      expect(answer.status).toBe(503)
      expect(Date.now() - startedAt).toBeLessThan(20_000)
    } finally {
      await silent.stop()
    }
  })

  it('counts wrong passwords apart from those of a local account of the same name', async () => {
    const { browser, ctx } = await start()
    await createUser(ctx, { name: 'ada', role: 'admin', password: PASSWORD })
    for (let at = 0; at < 5; at++) await browser.signInByLdap('ada', 'wrong')
    expect((await browser.signInByLdap('ada', DIRECTORY.password)).status).toBe(429)
    expect((await browser.signIn('ada', PASSWORD)).status).toBe(200)
  })

  it('writes no password to the log or the database', async () => {
    const { browser, lines, db } = await start()
    await browser.signInByLdap('ada', DIRECTORY.password)
    await browser.signInByLdap('ada', 'canary-of-a-password')
    const kept = await db.query.selectFrom('audit_event').selectAll().execute()
    const all = JSON.stringify([lines, kept])
    expect(all).not.toContain(DIRECTORY.password)
    expect(all).not.toContain('canary-of-a-password')
    expect(all).not.toContain(DIRECTORY.bindPassword)
  })
})

function rename(from: string, to: string): string {
  return `dn: ${DIRECTORY.person(from)}\nchangetype: modrdn\nnewrdn: uid=${to}\ndeleteoldrdn: 1\n`
}

function member(group: string, ...changes: readonly (readonly ['add' | 'delete', string])[]): string {
  const added = changes.toSorted(([left], [right]) => left.localeCompare(right))
  const lines = added.map(([verb, name]) => `${verb}: member\nmember: ${DIRECTORY.person(name)}\n-`)
  return `dn: ${DIRECTORY.group(group)}\nchangetype: modify\n${lines.join('\n')}\n`
}

/** Takes connections and never answers. */
async function startSilent() {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => void sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return {
    port: address.port,
    stop: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
