import { afterEach, expect, it } from 'vitest'
import * as probe from '@/app/api/v1/registries/[registry]/probe/route'
import * as one from '@/app/api/v1/registries/[registry]/route'
import * as all from '@/app/api/v1/registries/route'
import { createToken } from '@/lib/access/use-cases/create-token'
import { createUser } from '@/lib/access/use-cases/create-user'
import { Secret } from '@/lib/core/secret'
import type { Database } from '@/lib/db/connection'
import { installRuntime } from '@/lib/server/runtime'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { REGISTRY_ACCOUNT, startRegistry } from '@/lib/testing/registry'
import { startTestRuntime, TEST_ORIGIN } from '@/lib/testing/runtime'
import { createRegistryPool } from './pool'

afterEach(() => installRuntime(undefined))

async function startWorld(db: Database) {
  const current = { kid: 'test', material: new Secret(Buffer.alloc(32, 5).toString('base64')) }
  const egress = { allowedCidrs: ['127.0.0.0/8'] }
  const registries = createRegistryPool({ db, egress, keyring: { current, previous: [] } })
  startTestRuntime({ db, registries })
  const ctx = buildContext({ db, registries })
  const admin = await createUser(ctx, { name: 'root', role: 'admin', password: 'a-password-for-tests' })
  const { text: token } = await createToken(ctx, {
    name: 'ci',
    role: 'admin',
    expiresInDays: 1,
    ownerId: admin.id,
  })
  return async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) => {
    const request = new Request(`${TEST_ORIGIN}/api/v1/registries${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer = await handlerOf(method, path)(request)
    const text = await answer.text()
    return { status: answer.status, text, body: text === '' ? null : JSON.parse(text) }
  }
}

function handlerOf(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string) {
  if (path.endsWith('/probe')) return probe.POST
  if (path === '') return method === 'POST' ? all.POST : all.GET
  if (method === 'PATCH') return one.PATCH
  return method === 'DELETE' ? one.DELETE : one.GET
}

eachDatabase('the API of registries', (open) => {
  it('adds, shows, changes, probes and removes one without ever giving its password away', async () => {
    const call = await startWorld(await open())
    const registry = await startRegistry({ htpasswd: true })
    const { username, password } = REGISTRY_ACCOUNT
    const input = { name: 'one', url: registry.url, username, password }

    const added = await call('POST', '', input)
    expect(added).toMatchObject({
      status: 201,
      body: { name: 'one', hasPassword: true, can: { manage: { allowed: true } } },
    })
    expect(added.body.activeJobId).toMatch(/^job_/)
    expect(await call('POST', '', input)).toMatchObject({ status: 409, body: { code: 'name-taken' } })
    expect(await call('GET', '')).toMatchObject({ status: 200, body: { items: [{ name: 'one' }] } })
    expect(await call('GET', '/one')).toMatchObject({ status: 200, body: { isStale: true } })
    expect(await call('GET', '/two')).toMatchObject({ status: 404, body: { code: 'not-found' } })
    expect(await call('PATCH', '/one', { password: null })).toMatchObject({
      status: 502,
      body: { code: 'upstream-auth' },
    })
    expect(await call('PATCH', '/one', { repositories: ['team/app'] })).toMatchObject({
      status: 200,
      body: { repositories: ['team/app'] },
    })
    expect(await call('POST', '/one/probe')).toMatchObject({
      status: 200,
      body: { capabilities: { catalog: 'yes' } },
    })

    const shown = [added, await call('GET', '')].map(({ text }) => text).join()
    expect(shown).not.toContain(password)
    expect(shown).not.toContain('v1.test.')

    expect(await call('DELETE', '/one?confirm=two')).toMatchObject({ status: 412 })
    expect(await call('DELETE', '/one?confirm=one')).toMatchObject({ status: 204, body: null })
    expect(await call('GET', '')).toMatchObject({ body: { items: [] } })
    await registry.stop()
  })

  it.each([
    [{ url: 'http://169.254.169.254' }, 422, 'url-not-allowed'],
    [{ url: 'ftp://x' }, 422, 'url-scheme'],
    [{ url: 'https://u:p@x' }, 422, 'url-userinfo'],
    [{ url: 'http://127.0.0.1:22' }, 422, 'url-port'],
    [{ url: 'http://127.0.0.1:59996' }, 502, 'upstream-unreachable'],
    [{ caPem: 'garbage' }, 422, 'invalid-certificate'],
    [{ caPem: '-----BEGIN PRIVATE KEY-----' }, 422, 'private-key-not-accepted'],
    [{ isAdmin: true }, 422, 'unknown-field'],
    [{ username: 'a:b' }, 422, 'invalid-input'],
  ])('refuses %j with %s %s', async (more, status, code) => {
    const call = await startWorld(await open())
    const input = { name: 'x', url: 'http://127.0.0.1:59996', password: 'canary-secret', ...more }
    const answer = await call('POST', '', input)
    expect(answer).toMatchObject({ status, body: { code } })
    expect(answer.text).not.toContain('canary-secret')
    expect(await call('GET', '')).toMatchObject({ body: { items: [] } })
  })
})
