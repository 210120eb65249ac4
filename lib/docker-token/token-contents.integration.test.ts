import { X509Certificate } from 'node:crypto'
import { compactVerify, importJWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { askedTokenService, basicOf } from '@/lib/testing/asked-token-service'
import { eachDatabase } from '@/lib/testing/database'
import { TOKEN_PASSWORD } from '@/lib/testing/token-world'

eachDatabase('asking for a Docker token', (open) => {
  const service = askedTokenService(open)

  describe('needs to say for which registry', () => {
    it.each([
      ['', 'no service'],
      ['service=', 'an empty service'],
      ['service=other', 'an unknown service'],
      ['service=main&service=main', 'two services'],
      ['service=main%00', 'a service with a NUL'],
    ])('%s is 400: %s', async (query) => {
      const answer = await service.get(query)
      expect([answer.status, answer.code]).toEqual([400, 'INVALID_REQUEST'])
      expect(answer.headers.get('cache-control')).toContain('no-store')
    })

    it('is 400 for one whose sign-in is off', async () => {
      await service.world.ctx.db.query.updateTable('docker_token_service').set({ is_enabled: 0 }).execute()
      expect((await service.get('service=main')).status).toBe(400)
    })
  })

  it('gives nobody a token that opens nothing', async () => {
    const answer = await service.get('service=main&scope=repository:priv/x:pull&account=admin')
    expect(answer.status).toBe(200)
    expect(answer.claims).toMatchObject({ aud: 'main', iss: service.world.origin, sub: '', access: [] })
  })

  it('gives a reader who asks for everything the reading', async () => {
    await service.world.person('bob', { grants: { team: 'viewer' } })
    const answer = await service.get(
      'service=main&scope=repository:team/x:pull,push,delete,*&account=admin',
      basicOf('bob', TOKEN_PASSWORD),
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
    await service.world.person('bob', { grants: { team: role } })
    const answer = await service.get('service=main&scope=repository:team/x:*', basicOf('bob', TOKEN_PASSWORD))
    expect(answer.access).toEqual([{ type: 'repository', name: 'team/x', actions }])
  })

  it('drops what is no repository of the registry, and refuses more than 20 scopes', async () => {
    await service.world.person('ada', { role: 'admin' })
    const odd = [
      'repository:host:5000/team/x:pull',
      'repository:TEAM/x:pull',
      ':::',
      'repository:../x:pull',
      'x'.repeat(2048),
    ]
    const scopes = odd.map((scope) => `scope=${encodeURIComponent(scope)}`).join('&')
    const answer = await service.get(
      `service=main&${scopes}&scope=registry:catalog:*`,
      basicOf('ada', TOKEN_PASSWORD),
    )
    expect(answer.access).toEqual([{ type: 'registry', name: 'catalog', actions: ['*'] }])

    const many = Array.from({ length: 100 }, (_, at) => `repository:a/b${at}:pull`)
    expect((await service.get(`service=main&scope=${many.join('%20')}`)).status).toBe(400)
    expect((await service.get(`service=main&scope=${many.slice(0, 20).join('%20')}`)).status).toBe(200)
  })

  it('lets a mount read only where its own actor may', async () => {
    await service.world.person('dave', { grants: { team: 'developer' } })
    const answer = await service.get(
      'service=main&scope=repository:team/x:pull,push&scope=repository:foreign/base:pull',
      basicOf('dave', TOKEN_PASSWORD),
    )
    expect(answer.access).toEqual([{ type: 'repository', name: 'team/x', actions: ['pull', 'push'] }])
  })

  it('signs with a key that anybody can verify by what it publishes', async () => {
    const { body, header } = await service.get('service=main')
    const jwks = await (await fetch(`${service.world.origin}/api/token/keys`)).json()
    const bundle = await (await fetch(`${service.world.origin}/api/token/bundle`)).text()
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
})
