import { expect, it } from 'vitest'
import { codeOf, connectingContext } from '@/lib/testing/connecting'
import { eachDatabase } from '@/lib/testing/database'
import { startFaultProxy } from '@/lib/testing/fault-proxy'
import { startRegistry } from '@/lib/testing/registry'
import { startStubRegistry, stubRoot } from '@/lib/testing/stub-registry'
import { addRegistry } from './use-cases/add-registry'
import { getRegistry } from './use-cases/get-registry'
import { noteHealth } from './use-cases/note-health'
import { probeRegistry } from './use-cases/probe-registry'

eachDatabase('registered registries', (open) => {
  it('that are down are said to be, with what is known of them kept', async () => {
    const db = await open()
    const ctx = connectingContext(db)
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
    const ctx = connectingContext(await open())
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
})
