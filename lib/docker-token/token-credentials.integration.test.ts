import { expect, it } from 'vitest'
import { askedTokenService, basicOf } from '@/lib/testing/asked-token-service'
import { eachDatabase } from '@/lib/testing/database'
import { TOKEN_PASSWORD } from '@/lib/testing/token-world'

eachDatabase('asking for a Docker token', (open) => {
  const service = askedTokenService(open)

  it('takes an API token as a password under any name, and never gives it more than its owner has', async () => {
    const owner = await service.world.person('bob', { grants: { team: 'viewer' } })
    const { text } = await service.world.apiToken(owner, 'maintainer', 'team')
    const answer = await service.get(
      'service=main&scope=repository:team/x:* repository:other/x:pull',
      basicOf('whoever', text),
    )
    expect(answer.access).toEqual([{ type: 'repository', name: 'team/x', actions: ['pull'] }])
    expect(answer.claims.sub).toBe('bob (ci)')
    const changed = await service.get(
      'service=main',
      basicOf(
        'whoever',
        text.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      ),
    )
    expect([changed.status, changed.code]).toEqual([401, 'UNAUTHORIZED'])
  })

  it('stops guessing as the sign-in page does', async () => {
    await service.world.person('bob', { grants: { team: 'viewer' } })
    for (let guess = 0; guess < 5; guess += 1) {
      const answer = await service.get('service=main', basicOf('bob', `guess number ${guess}`))
      expect([answer.status, answer.code]).toEqual([401, 'UNAUTHORIZED'])
      expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm=/)
    }
    const stopped = await service.get('service=main', basicOf('bob', TOKEN_PASSWORD))
    expect([stopped.status, stopped.code]).toEqual([429, 'TOOMANYREQUESTS'])
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('lets one person pull many images at once', async () => {
    await service.world.person('bob', { grants: { team: 'viewer' } })
    const asked = Array.from({ length: 30 }, (_, at) =>
      service.get(`service=main&scope=repository:team/x${at}:pull`, basicOf('bob', TOKEN_PASSWORD)),
    )
    expect(new Set((await Promise.all(asked)).map(({ status }) => status))).toEqual(new Set([200]))
  })

  it('remembers a password no longer than the person it belongs to', async () => {
    const bob = await service.world.person('bob', { grants: { team: 'viewer' } })
    expect((await service.get('service=main', basicOf('bob', TOKEN_PASSWORD))).status).toBe(200)
    await service.world.ctx.db.query
      .updateTable('user_account')
      .set({ disabled_at: 1 })
      .where('id', '=', bob)
      .execute()
    expect((await service.get('service=main', basicOf('bob', TOKEN_PASSWORD))).status).toBe(401)
  })

  it('forgets a remembered password at the first wrong one', async () => {
    await service.world.person('bob', {})
    await service.get('service=main', basicOf('bob', TOKEN_PASSWORD))
    for (let guess = 0; guess < 5; guess += 1)
      await service.get('service=main', basicOf('bob', `guess number ${guess}`))
    expect((await service.get('service=main', basicOf('bob', TOKEN_PASSWORD))).status).toBe(429)
  })

  it.each([
    ['Basic', 'nothing behind the scheme'],
    ['Basic !!!', 'what is not base64'],
    [`Basic ${btoa('no colon')}`, 'no colon'],
    [`Basic ${btoa(':')}`, 'nobody'],
    [`Basic ${Buffer.from([0xff, 0x3a, 0xff]).toString('base64')}`, 'what is not UTF-8'],
    ['Bearer abc', 'another scheme'],
  ])('never takes what cannot be read for nobody: %s', async (authorization) => {
    expect((await service.get('service=main', { authorization })).status).toBe(401)
  })

  it('answers the forms of OAuth 2.0', async () => {
    const owner = await service.world.person('bob', { grants: { team: 'viewer' } })
    const scope = 'repository:team/x:pull,push'
    const password = await service.post({
      grant_type: 'password',
      service: 'main',
      username: 'bob',
      password: TOKEN_PASSWORD,
      scope,
      client_id: 'x',
      access_type: 'offline',
    })
    expect(password.body).toMatchObject({ scope: 'repository:team/x:pull', expires_in: 120 })
    expect(password.body).not.toHaveProperty('refresh_token')
    const { text } = await service.world.apiToken(owner, 'viewer', 'team')
    const refreshed = await service.post({
      grant_type: 'refresh_token',
      service: 'main',
      refresh_token: text,
      scope,
    })
    expect(refreshed.access).toEqual([{ type: 'repository', name: 'team/x', actions: ['pull'] }])

    const wrong = {
      grant_type: 'password',
      service: 'main',
      username: 'bob',
      password: 'not this one at all',
    }
    expect((await service.post(wrong)).status).toBe(401)
    expect(
      (await service.post({ grant_type: 'refresh_token', service: 'main', refresh_token: 'garbage' })).status,
    ).toBe(400)
    expect((await service.post({ grant_type: 'client_credentials', service: 'main' })).status).toBe(400)
    expect((await service.post({ service: 'main' })).status).toBe(400)
    expect((await service.post('{}', 'application/json')).status).toBe(415)
    expect((await service.post(`service=main&x=${'x'.repeat(70_000)}`)).status).toBe(413)
  })
})
