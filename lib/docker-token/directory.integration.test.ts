import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { LdapSettings } from '@/lib/access/external/settings'
import { resetThrottle } from '@/lib/access/throttle'
import { askService, basicOf } from '@/lib/testing/asked-token-service'
import { openSqliteForTest } from '@/lib/testing/database'
import { DIRECTORY, directorySettings, type RunningSlapd, startSlapd } from '@/lib/testing/slapd'
import { startTokenWorld, TOKEN_PASSWORD, type TokenWorld } from '@/lib/testing/token-world'

describe('a Docker token for somebody of the directory', () => {
  let slapd: RunningSlapd
  let world: TokenWorld
  const stops: (() => Promise<void>)[] = []

  beforeAll(async () => {
    slapd = await startSlapd()
  })
  afterAll(() => slapd?.stop())
  beforeEach(() => resetThrottle())
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop()
  })

  async function start(change: Partial<LdapSettings> = {}) {
    const opened = await openSqliteForTest()
    stops.push(opened.close)
    world = await startTokenWorld({ db: opened.database, ldap: { ...directorySettings(slapd), ...change } })
    stops.push(world.stop)
  }

  const ask = (name: string, password: string) =>
    askService(`${world.origin}/api/token?service=main&scope=repository:team/x:pull`, {
      headers: basicOf(name, password),
    })

  it('is given for the password the directory knows', async () => {
    await start()
    expect(await ask('ada', DIRECTORY.password)).toMatchObject({ status: 200, claims: { sub: 'ada' } })
    expect(await ask('ada', 'not this one at all')).toMatchObject({ status: 401, code: 'UNAUTHORIZED' })
  })

  it('is not asked of the directory where the name has a password of ours', async () => {
    await start({ url: 'ldaps://127.0.0.1:1' })
    await world.person('ada', {})
    expect(await ask('ada', TOKEN_PASSWORD)).toMatchObject({ status: 200, claims: { sub: 'ada' } })
    expect(await ask('ada', DIRECTORY.password)).toMatchObject({ status: 401 })
  })

  it('is neither given nor refused while the directory cannot be asked', async () => {
    await start({ url: 'ldaps://127.0.0.1:1' })
    expect(await ask('bob', DIRECTORY.password)).toMatchObject({ status: 503, code: 'UNAVAILABLE' })
  })
})
