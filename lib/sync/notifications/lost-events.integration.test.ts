import { afterEach, expect, it } from 'vitest'
import { installRuntime } from '@/lib/server/runtime'
import { buildContext } from '@/lib/testing/context'
import { openSqliteForTest } from '@/lib/testing/database'
import { startHookServer } from '@/lib/testing/hook-server'
import { addTestRegistry, crawlNow, poolTo, REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { makeSecret, startDraining } from '@/lib/testing/notifications'
import { pushImage } from '@/lib/testing/push'
import { freePort, startRegistry } from '@/lib/testing/registry'
import { startTestRuntime } from '@/lib/testing/runtime'
import { until } from '@/lib/testing/until'
import { getNotifications } from '../use-cases/get-notifications'

const running: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop()
  installRuntime(undefined)
})

it('finds by the next sweep what a registry forgot to tell, and says that nobody told', async () => {
  const { database: db, close } = await openSqliteForTest()
  running.push(close)
  const [hookPort, port] = [await freePort(), await freePort()]
  await addTestRegistry(db, `http://127.0.0.1:${port}`)
  const secret = await makeSecret({ db })
  const notifications = { url: `http://127.0.0.1:${hookPort}/api/hooks/${REGISTRY_NAME}`, secret }
  const first = await startRegistry({ port, notifications })
  running.push(() => first.stop())
  const registries = poolTo(first.url)
  running.push(() => registries.close())
  const target = { url: first.url, repository: 'lost/app' }
  const ctx = buildContext({ db, registries })
  const tags = () => db.query.selectFrom('tag').select(['name', 'digest']).execute()

  startTestRuntime({ db, registries })
  const draining = startDraining({ db, registries })
  running.push(() => draining.stop())
  const hooks = await startHookServer(hookPort)
  await pushImage(target, { tag: 'v0', layers: ['told'] })
  await until(async () => (await tags()).length === 1)
  await crawlNow({ db, registries })
  expect((await getNotifications(ctx, { registry: REGISTRY_NAME })).health).toBe('arriving')
  await hooks.close()

  const pushed = new Map([['v0', (await tags())[0]?.digest]])
  for (let number = 1; number <= 10; number += 1) {
    const { digest } = await pushImage(target, { tag: `v${number}`, layers: [`lost ${number}`] })
    pushed.set(`v${number}`, digest)
  }
  await first.kill()
  const again = await startRegistry({ port, notifications, rootDir: first.rootDir })
  running.push(() => again.stop())
  const back = await startHookServer(hookPort)
  running.push(() => back.close())

  expect(await tags()).toHaveLength(1)
  await crawlNow({ db, registries })

  expect(new Map((await tags()).map((tag) => [tag.name, tag.digest]))).toEqual(pushed)
  const state = await getNotifications(ctx, { registry: REGISTRY_NAME })
  expect(state.unannounced.count).toBe(10)
  expect(['silent', 'leaking']).toContain(state.health)
})
