import { expect, it } from 'vitest'
import { Secret } from '@/lib/core/secret'
import { codeOf, connectingContext, countRegistries } from '@/lib/testing/connecting'
import { viewerActor } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { REGISTRY_ACCOUNT, startRegistry } from '@/lib/testing/registry'
import { startStubRegistry, stubRoot } from '@/lib/testing/stub-registry'
import { addRegistry } from './use-cases/add-registry'
import { DECLARED_NAME, declareRegistry } from './use-cases/declare-registry'
import { getRegistry } from './use-cases/get-registry'
import { listRegistries } from './use-cases/list-registries'
import { probeRegistry } from './use-cases/probe-registry'
import { removeRegistry } from './use-cases/remove-registry'
import { updateRegistry } from './use-cases/update-registry'

eachDatabase('registered registries', (open) => {
  it('are looked at, kept, listed, changed and removed, with a trace of each', async () => {
    const db = await open()
    const ctx = connectingContext(db)
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

  it('are not kept when nothing answers, something else answers, or the name is taken', async () => {
    const db = await open()
    const ctx = connectingContext(db)
    const stub = await startStubRegistry(() => ({ headers: { 'content-type': 'text/html' }, body: '<html>' }))
    expect(await codeOf(addRegistry(ctx, { name: 'x', url: stub.url }))).toBe('upstream-invalid')
    stub.answer(() => undefined)
    expect(await codeOf(addRegistry(ctx, { name: 'x', url: stub.url }))).toBe('upstream-invalid')
    expect(await countRegistries(db)).toBe(0)

    stub.answer((request) => stubRoot(request))
    await addRegistry(ctx, { name: 'x', url: stub.url })
    expect(await codeOf(addRegistry(ctx, { name: 'x', url: stub.url }))).toBe('name-taken')
    const { url } = stub
    await stub.stop()
    expect(await codeOf(addRegistry(ctx, { name: 'y', url }))).toBe('upstream-unreachable')
    expect(await countRegistries(db)).toBe(1)
  })

  it('may be seen by viewers and managed by admins alone', async () => {
    const db = await open()
    const ctx = connectingContext(db, { actor: viewerActor })
    expect(await listRegistries(ctx)).toEqual([])
    expect(await codeOf(addRegistry(ctx, { name: 'x', url: 'https://r.example' }))).toBe('forbidden')
    expect(await codeOf(updateRegistry(ctx, 'x', {}))).toBe('forbidden')
    expect(await codeOf(removeRegistry(ctx, 'x', 'x'))).toBe('forbidden')
    expect(await codeOf(probeRegistry(ctx, 'x'))).toBe('forbidden')
  })

  it('follow the environment where it declares one', async () => {
    const db = await open()
    const ctx = connectingContext(db)
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
    expect(await countRegistries(db)).toBe(0)
  })
})
