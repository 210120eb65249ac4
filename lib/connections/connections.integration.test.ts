import { expect, it } from 'vitest'
import type { Context } from '@/lib/access/context'
import { AppError } from '@/lib/core/errors'
import { Secret } from '@/lib/core/secret'
import type { Database } from '@/lib/db/connection'
import { createCertificate } from '@/lib/testing/certificate'
import { adminActor, buildContext, viewerActor } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { startFaultProxy } from '@/lib/testing/fault-proxy'
import { REGISTRY_ACCOUNT, startRegistry } from '@/lib/testing/registry'
import { startStubRegistry, stubRoot } from '@/lib/testing/stub-registry'
import { startTokenServer, TOKEN_ISSUER, TOKEN_SERVICE } from '@/lib/testing/token-server'
import { createRegistryPool } from './pool'
import { addRegistry } from './use-cases/add-registry'
import { DECLARED_NAME, declareRegistry } from './use-cases/declare-registry'
import { getRegistry } from './use-cases/get-registry'
import { listRegistries } from './use-cases/list-registries'
import { noteHealth } from './use-cases/note-health'
import { probeRegistry } from './use-cases/probe-registry'
import { removeRegistry } from './use-cases/remove-registry'
import { updateRegistry } from './use-cases/update-registry'

const keyring = {
  current: { kid: 'k1', material: new Secret(Buffer.alloc(32, 7).toString('base64')) },
  previous: [],
}
const LOOPBACK = ['127.0.0.0/8', '::1/128']

function contextOn(
  db: Database,
  more: { cidrs?: readonly string[]; actor?: Context['actor'] } = {},
): Context {
  const egress = { allowedCidrs: more.cidrs ?? LOOPBACK }
  const registries = createRegistryPool({ db, egress, keyring })
  return buildContext({ db, registries, actor: more.actor ?? adminActor })
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no failure',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )
const countRows = async (db: Database) => {
  const { registries } = await db.query
    .selectFrom('registry')
    .select(({ fn }) => fn.countAll().as('registries'))
    .executeTakeFirstOrThrow()
  return Number(registries)
}

eachDatabase('registered registries', (open) => {
  it('are looked at, kept, listed, changed and removed, with a trace of each', async () => {
    const db = await open()
    const ctx = contextOn(db)
    const registry = await startRegistry({ htpasswd: true })
    const { username, password } = REGISTRY_ACCOUNT

    const added = await addRegistry(ctx, { name: 'one', url: `${registry.url}/`, username, password })
    expect(added).toMatchObject({
      name: 'one',
      url: registry.url,
      capabilities: { authentication: 'basic', catalog: 'yes' },
      health: { state: 'up', code: null },
      counts: { namespaces: 0, repositories: 0, tags: 0, manifests: 0 },
      activeJobId: null,
    })
    expect(await listRegistries(ctx)).toEqual([added])
    const client = await ctx.registries.client(added.id)
    expect(await client.listRepositories()).toEqual({ repositories: [], skipped: 0 })

    expect(await codeOf(updateRegistry(ctx, 'one', { password: 'wrong' }))).toBe('upstream-auth')
    expect(await getRegistry(ctx, 'one')).toEqual(added)
    const changed = await updateRegistry(ctx, 'one', { repositories: [] })
    expect(changed).toMatchObject({ repositories: [], username })
    expect(await ctx.registries.client(added.id)).not.toBe(client)

    expect(await codeOf(removeRegistry(ctx, 'one', 'other'))).toBe('precondition-failed')
    await removeRegistry(ctx, 'one', 'one')
    expect(await codeOf(getRegistry(ctx, 'one'))).toBe('not-found')
    expect(await codeOf(ctx.registries.client(added.id))).toBe('not-found')

    const events = await db.query
      .selectFrom('audit_event')
      .select(['type', 'resource', 'facts'])
      .orderBy('sequence')
      .execute()
    expect(events.map(({ type }) => type)).toEqual([
      'registry.created',
      'registry.changed',
      'registry.removed',
    ])
    expect(JSON.stringify(events)).not.toContain(password)
    await registry.stop()
  })

  it('have their passwords sealed, and bound to their row', async () => {
    const db = await open()
    const ctx = contextOn(db)
    const registry = await startRegistry({ htpasswd: true })
    const { username, password } = REGISTRY_ACCOUNT
    const first = await addRegistry(ctx, { name: 'one', url: registry.url, username, password })
    const second = await addRegistry(ctx, { name: 'two', url: registry.url, username, password })

    const rows = await db.query.selectFrom('registry').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(password)
    await db.query
      .updateTable('registry')
      .set({ password_sealed: first.passwordSealed })
      .where('id', '=', second.id)
      .execute()
    expect(await codeOf(probeRegistry(ctx, 'two'))).toBe('internal')
    await registry.stop()
  })

  it.each([
    ['http://169.254.169.254/', 'url-not-allowed'],
    ['http://127.0.0.1:5000', 'url-not-allowed'],
    ['http://127.1', 'url-not-allowed'],
    ['http://0177.0.0.1', 'url-not-allowed'],
    ['http://2130706433', 'url-not-allowed'],
    ['http://0x7f000001', 'url-not-allowed'],
    ['http://localhost:5000', 'url-not-allowed'],
    ['http://[::1]/', 'url-not-allowed'],
    ['http://[::]', 'url-not-allowed'],
    ['http://[::ffff:127.0.0.1]', 'url-not-allowed'],
    ['http://[::127.0.0.1]', 'url-not-allowed'],
    ['http://[64:ff9b::7f00:1]', 'url-not-allowed'],
    ['http://[2002:7f00:1::]', 'url-not-allowed'],
    ['http://[fe80::1]', 'url-not-allowed'],
    ['http://[fd00:ec2::254]', 'url-not-allowed'],
    ['http://[2001:0:7f00:1::]', 'url-not-allowed'],
    ['file:///etc/passwd', 'url-scheme'],
    ['https://user:pass@host/', 'url-userinfo'],
    ['https://host/path?x#y', 'url-invalid'],
    ['https://host:6379', 'url-port'],
  ])('cannot be at %s', async (url, code) => {
    const db = await open()
    const ctx = contextOn(db, { cidrs: [] })
    expect(await codeOf(addRegistry(ctx, { name: 'x', url, password: 'canary', username: 'u' }))).toBe(code)
    expect(await countRows(db)).toBe(0)
  })

  it('are not kept when nothing answers, something else answers, or the name is taken', async () => {
    const db = await open()
    const ctx = contextOn(db)
    const stub = await startStubRegistry(() => ({ headers: { 'content-type': 'text/html' }, body: '<html>' }))
    expect(await codeOf(addRegistry(ctx, { name: 'x', url: stub.url }))).toBe('upstream-invalid')
    stub.answer(() => undefined)
    expect(await codeOf(addRegistry(ctx, { name: 'x', url: stub.url }))).toBe('upstream-invalid')
    expect(await countRows(db)).toBe(0)

    stub.answer((request) => stubRoot(request))
    await addRegistry(ctx, { name: 'x', url: stub.url })
    expect(await codeOf(addRegistry(ctx, { name: 'x', url: stub.url }))).toBe('name-taken')
    const { url } = stub
    await stub.stop()
    expect(await codeOf(addRegistry(ctx, { name: 'y', url }))).toBe('upstream-unreachable')
    expect(await countRows(db)).toBe(1)
  })

  it('that are down are said to be, with what is known of them kept', async () => {
    const db = await open()
    const ctx = contextOn(db)
    const stub = await startStubRegistry(stubRoot)
    const { id } = await addRegistry(ctx, { name: 'x', url: stub.url })
    await stub.stop()

    expect(await codeOf(probeRegistry(ctx, 'x'))).toBe('upstream-unreachable')
    expect(await getRegistry(ctx, 'x')).toMatchObject({
      health: { state: 'failing', code: 'upstream-unreachable' },
      capabilities: { authentication: 'anonymous' },
    })
    await noteHealth(ctx, id, { isUp: true })
    expect(await getRegistry(ctx, 'x')).toMatchObject({ health: { state: 'up', code: null } })
    await noteHealth(ctx, 'reg_gone', { isUp: true })
  })

  it('that were left alone for having failed are asked again as soon as a probe finds them back', async () => {
    const ctx = contextOn(await open())
    const registry = await startRegistry()
    const proxy = await startFaultProxy(registry.url)
    const { id } = await addRegistry(ctx, { name: 'x', url: proxy.url })
    const list = async () => (await ctx.registries.client(id)).listRepositories({ isImpatient: true })
    proxy.plan({ fault: 'error-502-html' })
    for (let time = 0; time < 5; time += 1) expect(await codeOf(list())).toBe('upstream-error')
    proxy.plan(null)
    expect(await codeOf(list())).toBe('upstream-unreachable')

    await probeRegistry(ctx, 'x')
    expect(await list()).toEqual({ repositories: [], skipped: 0 })
    await proxy.stop()
    await registry.stop()
  })

  it('get credentials to a foreign realm only after an admin confirmed it', async () => {
    const db = await open()
    const ctx = contextOn(db)
    const realm = await startTokenServer('canary')
    const { certificatePem } = realm
    const token = { realm: realm.realm, service: TOKEN_SERVICE, issuer: TOKEN_ISSUER, certificatePem }
    const registry = await startRegistry({ token })
    const input = { name: 'x', url: registry.url, username: 'assay', password: 'canary' }

    await expect(addRegistry(ctx, input)).rejects.toMatchObject({
      code: 'realm-confirmation-required',
      facts: { realm: realm.url },
    })
    expect(realm.authorizations).toHaveLength(0)
    const added = await addRegistry(ctx, { ...input, confirmRealmOrigin: realm.url })
    expect(added).toMatchObject({ realmOrigin: realm.url, capabilities: { authentication: 'bearer' } })
    expect(await probeRegistry(ctx, 'x')).toMatchObject({ realmOrigin: realm.url })
    await registry.stop()
    await realm.stop()
  })

  it('do not take a stored password to a new address', async () => {
    const db = await open()
    const ctx = contextOn(db)
    const registry = await startRegistry({ htpasswd: true })
    const thief = await startStubRegistry(stubRoot)
    const { username, password } = REGISTRY_ACCOUNT
    await addRegistry(ctx, { name: 'x', url: registry.url, username, password })

    const moved = await updateRegistry(ctx, 'x', { url: thief.url })
    expect(moved.passwordSealed).toBeNull()
    expect(thief.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true)
    await registry.stop()
    await thief.stop()
  })

  it('take certificates, and neither keys nor garbage', async () => {
    const db = await open()
    const ctx = contextOn(db)
    const tls = createCertificate()
    const stub = await startStubRegistry(stubRoot, { tls })
    const add = (caPem: string | null) => addRegistry(ctx, { name: 'x', url: stub.url, caPem })

    expect(await codeOf(add(null))).toBe('upstream-tls')
    expect(await codeOf(add('garbage'))).toBe('invalid-certificate')
    expect(await codeOf(add(`${tls.cert}trailing`))).toBe('invalid-certificate')
    expect(await codeOf(add(tls.cert.replace(/^.{64}$/m, 'A'.repeat(64))))).toBe('invalid-certificate')
    expect(await codeOf(add(`${tls.cert}${tls.key}`))).toBe('private-key-not-accepted')
    expect(await countRows(db)).toBe(0)
    expect(await add(tls.cert)).toMatchObject({ health: { state: 'up' } })
    await stub.stop()
  })

  it('may be seen by viewers and managed by admins alone', async () => {
    const db = await open()
    const ctx = contextOn(db, { actor: viewerActor })
    expect(await listRegistries(ctx)).toEqual([])
    expect(await codeOf(addRegistry(ctx, { name: 'x', url: 'https://r.example' }))).toBe('forbidden')
    expect(await codeOf(updateRegistry(ctx, 'x', {}))).toBe('forbidden')
    expect(await codeOf(removeRegistry(ctx, 'x', 'x'))).toBe('forbidden')
    expect(await codeOf(probeRegistry(ctx, 'x'))).toBe('forbidden')
  })

  it('follow the environment where it declares one', async () => {
    const db = await open()
    const ctx = contextOn(db)
    const declare = (url: string, password: string | null) =>
      declareRegistry(ctx, { url, username: 'u', password: password === null ? null : new Secret(password) })

    expect(await declareRegistry(ctx, null)).toBeNull()
    const first = await declare('https://r.example/', 'one')
    expect(first?.isChanged).toBe(true)
    expect(await declare('https://r.example', 'one')).toEqual({ ...first, isChanged: false })
    expect(await declare('https://r.example', 'two')).toEqual({ ...first, isChanged: true })
    expect(await declare('https://other.example', 'two')).toEqual({ ...first, isChanged: true })
    expect(await declare('https://other.example', null)).toEqual({ ...first, isChanged: true })
    expect(await getRegistry(ctx, DECLARED_NAME)).toMatchObject({
      url: 'https://other.example',
      isDeclared: true,
    })
    expect(await codeOf(removeRegistry(ctx, DECLARED_NAME, DECLARED_NAME))).toBe('conflict')
    expect(await codeOf(declare('ftp://x', null))).toBe('url-scheme')

    await declareRegistry(ctx, null)
    await removeRegistry(ctx, DECLARED_NAME, DECLARED_NAME)
    expect(await countRows(db)).toBe(0)
  })
})
