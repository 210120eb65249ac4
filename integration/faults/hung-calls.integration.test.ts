import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { parseRepositoryName } from '@/lib/oci/name'
import { openRegistry } from '@/lib/registry/client'
import { type Fault, startFaultProxy } from '@/lib/testing/fault-proxy'
import { areFaultsLong, holdFigure } from '@/lib/testing/figure'
import { pushImage } from '@/lib/testing/push'
import { startRegistry } from '@/lib/testing/registry'

const CALLS = 200
const SOCKETS_MAX = 16
const DEADLINE_MS = 20_000
const LAG_MAX_MS = 100
const NANOSECONDS = 1e6
const app = parseRepositoryName('team/app')

it.each<Fault>(['hang', 'drip'])(
  'two hundred calls that %s take sixteen sockets and end',
  { timeout: 60_000 },
  async (fault) => {
    const registry = await startRegistry()
    onTestFinished(() => registry.stop())
    await pushImage({ url: registry.url, repository: app }, { tag: 'v1' })
    const proxy = await startFaultProxy(registry.url)
    onTestFinished(() => proxy.stop())
    const client = openRegistry(
      { url: proxy.url, username: null, password: null, realmOrigin: null, caPem: null },
      { allowedCidrs: ['127.0.0.0/8'] },
    )
    onTestFinished(() => client.close())
    proxy.plan({ fault })

    const lag = monitorEventLoopDelay({ resolution: 10 })
    lag.enable()
    const calling = new AbortController()
    const startedAt = performance.now()
    const calls = Array.from({ length: CALLS }, () =>
      client.listTags(app, { signal: calling.signal }).then(
        () => 'answered',
        () => performance.now() - startedAt,
      ),
    )
    // Whether the deadline comes is seen in the long form; here it is enough that they can be called off.
    if (!areFaultsLong) {
      await sleep(1_500)
      calling.abort(new Error('called off'))
    }
    const ended = await Promise.all(calls)
    lag.disable()

    const times = ended.filter((one) => typeof one === 'number')
    const slowest = Math.max(...times)
    expect(times).toHaveLength(CALLS)
    const sockets = proxy.connectionsMax
    expect(sockets).toBeGreaterThan(0)
    holdFigure({
      id: 'F08',
      held: `${fault}: ≤ ${SOCKETS_MAX} sockets`,
      measured: `${sockets}`,
      isMet: sockets <= SOCKETS_MAX,
    })
    holdFigure({
      id: 'F08',
      held: `${fault}: every call ends within 20 s`,
      measured: `${CALLS} within ${(slowest / 1000).toFixed(1)} s`,
      isMet: slowest < DEADLINE_MS + 1_500,
      isTimed: true,
    })
    const p99 = lag.percentile(99) / NANOSECONDS
    holdFigure({
      id: 'F08',
      held: `${fault}: event-loop lag p99 < ${LAG_MAX_MS} ms with ${CALLS} hung calls`,
      measured: `${p99.toFixed(1)} ms`,
      isMet: p99 < LAG_MAX_MS,
      isTimed: true,
    })
  },
)
