import { X509Certificate } from 'node:crypto'
import { compactVerify, importJWK } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resetThrottle } from '@/lib/access/throttle'
import { eachDatabase } from '@/lib/testing/database'
import { startTokenWorld, TOKEN_PASSWORD, type TokenWorld } from '@/lib/testing/token-world'
import { writeRequests } from './request-log'
import { getDockerSignIn } from './use-cases/get-docker-sign-in'

eachDatabase('asking for a Docker token', (open) => {
  let world: TokenWorld

  beforeEach(async () => {
    resetThrottle()
    world = await startTokenWorld({ db: await open() })
  })
  afterEach(async () => {
    await writeRequests(world.ctx)
    await world.stop()
  })

  const basic = (name: string, password: string) => ({
    authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
  })

  async function get(query: string, headers: Record<string, string> = {}) {
    return read(await fetch(`${world.origin}/api/token?${query}`, { headers }))
  }

  async function post(form: Record<string, string> | string, type = 'application/x-www-form-urlencoded') {
    const body = typeof form === 'string' ? form : new URLSearchParams(form).toString()
    return read(
      await fetch(`${world.origin}/api/token`, { method: 'POST', body, headers: { 'content-type': type } }),
    )
  }

  async function read(response: Response) {
    const body = await response.json()
    const [header, claims] = String(body.token ?? '')
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString() || 'null'))
    const code = body.errors?.[0]?.code
    return {
      status: response.status,
      headers: response.headers,
      body,
      code,
      claims,
      header,
      access: claims?.access,
    }
  }

  describe('needs to say for which registry', () => {
    it.each([
      ['', 'no service'],
      ['service=', 'an empty service'],
      ['service=other', 'an unknown service'],
      ['service=main&service=main', 'two services'],
      ['service=main%00', 'a service with a NUL'],
    ])('%s is 400: %s', async (query) => {
      const answer = await get(query)
      expect([answer.status, answer.code]).toEqual([400, 'INVALID_REQUEST'])
      expect(answer.headers.get('cache-control')).toContain('no-store')
    })

    it('is 400 for one whose sign-in is off', async () => {
      await world.ctx.db.query.updateTable('docker_token_service').set({ is_enabled: 0 }).execute()
      expect((await get('service=main')).status).toBe(400)
    })
  })

  it('gives nobody a token that opens nothing', async () => {
    const answer = await get('service=main&scope=repository:priv/x:pull&account=admin')
    expect(answer.status).toBe(200)
    expect(answer.claims).toMatchObject({ aud: 'main', iss: world.origin, sub: '', access: [] })
  })

  it('gives a reader who asks for everything the reading', async () => {
    await world.person('bob', { grants: { team: 'viewer' } })
    const answer = await get(
      'service=main&scope=repository:team/x:pull,push,delete,*&account=admin',
      basic('bob', TOKEN_PASSWORD),
    )
    expect(answer.access).toEqual([{ type: 'repository', name: 'team/x', actions: ['pull'] }])
    expect(answer.claims.sub).toBe('bob')
    expect(answer.claims.exp - answer.claims.iat).toBe(120)
    expect(answer.claims.iat - answer.claims.nbf).toBe(10)
    expect(answer.body).toMatchObject({ expires_in: 120, access_token: answer.body.token })
    expect(answer.body).not.toHaveProperty('refresh_token')
    expect(Date.parse(answer.body.issued_at)).toBe(answer.claims.iat * 1000)
  })

  it.each([
    ['developer', ['pull', 'push']],
    ['maintainer', ['pull', 'push', 'delete']],
    ['owner', ['pull', 'push', 'delete']],
    ['approver', ['pull']],
  ] as const)('gives a %s %j', async (role, actions) => {
    await world.person('bob', { grants: { team: role } })
    const answer = await get('service=main&scope=repository:team/x:*', basic('bob', TOKEN_PASSWORD))
    expect(answer.access).toEqual([{ type: 'repository', name: 'team/x', actions }])
  })

  it('drops what is no repository of the registry, and refuses more than 20 scopes', async () => {
    await world.person('ada', { role: 'admin' })
    const odd = [
      'repository:host:5000/team/x:pull',
      'repository:TEAM/x:pull',
      ':::',
      'repository:../x:pull',
      'x'.repeat(2048),
    ]
    const scopes = odd.map((scope) => `scope=${encodeURIComponent(scope)}`).join('&')
    const answer = await get(`service=main&${scopes}&scope=registry:catalog:*`, basic('ada', TOKEN_PASSWORD))
    expect(answer.access).toEqual([{ type: 'registry', name: 'catalog', actions: ['*'] }])

    const many = Array.from({ length: 100 }, (_, at) => `repository:a/b${at}:pull`)
    expect((await get(`service=main&scope=${many.join('%20')}`)).status).toBe(400)
    expect((await get(`service=main&scope=${many.slice(0, 20).join('%20')}`)).status).toBe(200)
  })

  it('lets a mount read only where its own actor may', async () => {
    await world.person('dave', { grants: { team: 'developer' } })
    const answer = await get(
      'service=main&scope=repository:team/x:pull,push&scope=repository:foreign/base:pull',
      basic('dave', TOKEN_PASSWORD),
    )
    expect(answer.access).toEqual([{ type: 'repository', name: 'team/x', actions: ['pull', 'push'] }])
  })

  it('takes an API token as a password under any name, and never gives it more than its owner has', async () => {
    const owner = await world.person('bob', { grants: { team: 'viewer' } })
    const { text } = await world.apiToken(owner, 'maintainer', 'team')
    const answer = await get(
      'service=main&scope=repository:team/x:* repository:other/x:pull',
      basic('whoever', text),
    )
    expect(answer.access).toEqual([{ type: 'repository', name: 'team/x', actions: ['pull'] }])
    expect(answer.claims.sub).toBe('bob (ci)')
    const changed = await get(
      'service=main',
      basic(
        'whoever',
        text.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      ),
    )
    expect([changed.status, changed.code]).toEqual([401, 'UNAUTHORIZED'])
  })

  it('stops guessing as the sign-in page does', async () => {
    await world.person('bob', { grants: { team: 'viewer' } })
    for (let guess = 0; guess < 5; guess += 1) {
      const answer = await get('service=main', basic('bob', `guess number ${guess}`))
      expect([answer.status, answer.code]).toEqual([401, 'UNAUTHORIZED'])
      expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm=/)
    }
    const stopped = await get('service=main', basic('bob', TOKEN_PASSWORD))
    expect([stopped.status, stopped.code]).toEqual([429, 'TOOMANYREQUESTS'])
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('lets one person pull many images at once', async () => {
    await world.person('bob', { grants: { team: 'viewer' } })
    const asked = Array.from({ length: 30 }, (_, at) =>
      get(`service=main&scope=repository:team/x${at}:pull`, basic('bob', TOKEN_PASSWORD)),
    )
    expect(new Set((await Promise.all(asked)).map(({ status }) => status))).toEqual(new Set([200]))
  })

  it('remembers a password no longer than the person it belongs to', async () => {
    const bob = await world.person('bob', { grants: { team: 'viewer' } })
    expect((await get('service=main', basic('bob', TOKEN_PASSWORD))).status).toBe(200)
    await world.ctx.db.query
      .updateTable('user_account')
      .set({ disabled_at: 1 })
      .where('id', '=', bob)
      .execute()
    expect((await get('service=main', basic('bob', TOKEN_PASSWORD))).status).toBe(401)
  })

  it('forgets a remembered password at the first wrong one', async () => {
    await world.person('bob', {})
    await get('service=main', basic('bob', TOKEN_PASSWORD))
    for (let guess = 0; guess < 5; guess += 1)
      await get('service=main', basic('bob', `guess number ${guess}`))
    expect((await get('service=main', basic('bob', TOKEN_PASSWORD))).status).toBe(429)
  })

  it.each([
    ['Basic', 'nothing behind the scheme'],
    ['Basic !!!', 'what is not base64'],
    [`Basic ${btoa('no colon')}`, 'no colon'],
    [`Basic ${btoa(':')}`, 'nobody'],
    [`Basic ${Buffer.from([0xff, 0x3a, 0xff]).toString('base64')}`, 'what is not UTF-8'],
    ['Bearer abc', 'another scheme'],
  ])('never takes what cannot be read for nobody: %s', async (authorization) => {
    expect((await get('service=main', { authorization })).status).toBe(401)
  })

  it('answers the forms of OAuth 2.0', async () => {
    const owner = await world.person('bob', { grants: { team: 'viewer' } })
    const scope = 'repository:team/x:pull,push'
    const password = await post({
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
    const { text } = await world.apiToken(owner, 'viewer', 'team')
    const refreshed = await post({ grant_type: 'refresh_token', service: 'main', refresh_token: text, scope })
    expect(refreshed.access).toEqual([{ type: 'repository', name: 'team/x', actions: ['pull'] }])

    const wrong = {
      grant_type: 'password',
      service: 'main',
      username: 'bob',
      password: 'not this one at all',
    }
    expect((await post(wrong)).status).toBe(401)
    expect(
      (await post({ grant_type: 'refresh_token', service: 'main', refresh_token: 'garbage' })).status,
    ).toBe(400)
    expect((await post({ grant_type: 'client_credentials', service: 'main' })).status).toBe(400)
    expect((await post({ service: 'main' })).status).toBe(400)
    expect((await post('{}', 'application/json')).status).toBe(415)
    expect((await post(`service=main&x=${'x'.repeat(70_000)}`)).status).toBe(413)
  })

  it('signs with a key that anybody can verify by what it publishes', async () => {
    const { body, header } = await get('service=main')
    const jwks = await (await fetch(`${world.origin}/api/token/keys`)).json()
    const bundle = await (await fetch(`${world.origin}/api/token/bundle`)).text()
    expect(jwks.keys).toHaveLength(1)
    expect(jwks.keys[0]).toMatchObject({ kid: header.kid, alg: 'ES256', use: 'sig' })
    expect(jwks.keys[0]).not.toHaveProperty('d')
    await compactVerify(body.token, await importJWK(jwks.keys[0]), { algorithms: ['ES256'] })

    const certificate = new X509Certificate(bundle)
    expect(header.x5c).toEqual([certificate.raw.toString('base64')])
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(certificate.ca).toBe(false)
    await compactVerify(body.token, certificate.publicKey, { algorithms: ['ES256'] })
  })

  it('shows what strangers ask for without what would break a page or a database', async () => {
    await get('service=main&scope=repository:a%00b%1b[31m%E2%80%AEc:pull')
    await writeRequests(world.ctx)
    const { requests } = await getDockerSignIn(world.ctx, 'main')
    expect(requests).toHaveLength(1)
    expect(requests[0]?.asked).not.toMatch(/[\p{Cc}\u202e]/u)
  })

  it('counts what was asked and shows the last of it', async () => {
    await world.person('bob', { grants: { team: 'viewer' } })
    await get('service=main&scope=repository:team/x:pull', basic('bob', TOKEN_PASSWORD))
    await get('service=main&scope=repository:team/x:pull,push', basic('bob', TOKEN_PASSWORD))
    await get('service=main&scope=repository:foreign/x:pull', basic('bob', TOKEN_PASSWORD))
    await get('service=main', basic('bob', TOKEN_PASSWORD))
    await get('service=main&scope=repository:team/x:pull')
    await get('service=main', basic('bob', 'wrong, and long enough'))
    await writeRequests(world.ctx)
    const { tallies, requests } = await getDockerSignIn(world.ctx, 'main')
    expect(new Map(tallies.map(({ outcome, requests: count }) => [outcome, count]))).toEqual(
      new Map(Object.entries({ granted: 1, reduced: 1, nothing: 1, 'sign-in': 1, anonymous: 1, refused: 1 })),
    )
    expect(requests.at(-1)).toMatchObject({
      actorName: 'bob',
      asked: 'repository:team/x:pull',
      granted: 'repository:team/x:pull',
    })
  })
})
