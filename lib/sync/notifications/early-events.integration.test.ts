import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { getTag } from '@/lib/catalog/use-cases/get-tag'
import { eachDatabase } from '@/lib/testing/database'
import { buildEvent } from '@/lib/testing/event'
import { crawlNow, REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { pushImage } from '@/lib/testing/push'
import { toldRegistry } from '@/lib/testing/told-registry'
import { until } from '@/lib/testing/until'
import { getNotifications } from '../use-cases/get-notifications'

const { start, calls, target, place, nextId } = toldRegistry()

eachDatabase('events that come before their tag', (open) => {
  it('shows a push that the registry told of before it wrote the tag', async () => {
    const db = await open()
    const repository = `early/app-${nextId()}`
    const first = await pushImage(target(repository), { tag: 'v1', layers: [repository] })
    const { ctx, deliver, registries } = await start(db, [repository])
    await crawlNow({ db, registries })
    const next = await pushImage(target(repository), { tag: 'unannounced', layers: ['next', repository] })
    calls()

    await deliver(buildEvent({ id: nextId(), repository, tag: 'v1', digest: next.digest }))
    await until(async () => calls().some(({ path }) => path.endsWith('/v1')))
    expect((await getTag(ctx, place(repository, 'v1'))).digest).toBe(first.digest)
    await pushImage(target(repository), { tag: 'v1', layers: ['next', repository] })
    const shown = until(async () => (await getTag(ctx, place(repository, 'v1'))).digest === next.digest)
    await expect(Promise.race([shown, sleep(2_000, 'late')])).resolves.toBe(true)
  })

  it('believes the registry in the end when it never shows what an event told of', async () => {
    const db = await open()
    const repository = `never/app-${nextId()}`
    await pushImage(target(repository), { tag: 'v1', layers: [repository] })
    const { ctx, deliver, registries } = await start(db, [repository])
    await crawlNow({ db, registries })
    calls()

    await deliver(buildEvent({ id: nextId(), repository, tag: 'v1', digest: `sha256:${'e'.repeat(64)}` }))
    await until(async () => (await getNotifications(ctx, { registry: REGISTRY_NAME })).waiting.count === 0)
    expect(calls().length).toBeLessThanOrEqual(4)
  })
})
