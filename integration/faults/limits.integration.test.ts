import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseRepositoryName } from '@/lib/oci/name'
import { openRegistry } from '@/lib/registry/client'
import { type FaultProxy, startFaultProxy } from '@/lib/testing/fault-proxy'
import { areFaultsLong, holdFigure } from '@/lib/testing/figure'
import { pushImage } from '@/lib/testing/push'
import { type RunningRegistry, startRegistry } from '@/lib/testing/registry'

const app = parseRepositoryName('team/app')
const WAIT_SECONDS = areFaultsLong ? 4 : 2
const TOLERANCE_MS = 1_000

const open = (url: string) =>
  openRegistry(
    { url, username: null, password: null, realmOrigin: null, caPem: null },
    { allowedCidrs: ['127.0.0.0/8'] },
  )

/** How long a question takes that is limited once, and what another registry takes meanwhile. */
async function waitedMs(proxy: FaultProxy, other: string, retryAfter: string) {
  const [client, neighbour] = [open(proxy.url), open(other)]
  proxy.plan({ fault: 'limit-429', times: 1, retryAfter })
  try {
    const startedAt = performance.now()
    const limited = client.listTags(app).then(() => performance.now() - startedAt)
    await neighbour.listTags(app)
    const neighbourMs = performance.now() - startedAt
    return { limitedMs: await limited, neighbourMs }
  } finally {
    await Promise.all([client.close(), neighbour.close()])
  }
}

describe('a registry that limits requests', () => {
  let registry: RunningRegistry
  let proxy: FaultProxy
  beforeAll(async () => {
    registry = await startRegistry()
    await pushImage({ url: registry.url, repository: app }, { tag: 'v1' })
    proxy = await startFaultProxy(registry.url)
  })
  afterAll(async () => {
    await proxy.stop()
    await registry.stop()
  })

  it.each([
    { kind: 'seconds', header: () => String(WAIT_SECONDS), seconds: WAIT_SECONDS },
    // A date has whole seconds and is rounded up to the next.
    {
      kind: 'a date',
      header: () => new Date(Date.now() + WAIT_SECONDS * 1000).toUTCString(),
      seconds: WAIT_SECONDS,
    },
    { kind: 'garbage', header: () => 'in a while', seconds: 5 },
    { kind: 'a negative number', header: () => '-30', seconds: 5 },
    { kind: 'a date that is over', header: () => new Date(Date.now() - 60_000).toUTCString(), seconds: 0 },
  ])('is left alone as long as $kind says, and no other registry is', async ({ kind, header, seconds }) => {
    const { limitedMs, neighbourMs } = await waitedMs(proxy, registry.url, header())

    expect(proxy.broken).toBe(1)
    expect(limitedMs).toBeGreaterThan(seconds * 1000 - TOLERANCE_MS)
    if (seconds > 1) expect(neighbourMs).toBeLessThan(limitedMs)
    holdFigure({
      id: 'F07',
      held: `Retry-After as ${kind}: ${seconds} s ± 1 s`,
      measured: `${(limitedMs / 1000).toFixed(2)} s, a neighbour ${neighbourMs.toFixed(0)} ms`,
      isMet: Math.abs(limitedMs - seconds * 1000) <= TOLERANCE_MS && neighbourMs < TOLERANCE_MS,
      isTimed: true,
    })
  })

  it.each(['999999999', new Date(Date.UTC(2099, 0, 1)).toUTCString()])(
    'makes nobody wait longer than two minutes by %s',
    async (retryAfter) => {
      const client = open(proxy.url)
      proxy.plan({ fault: 'limit-429', retryAfter })
      const error: unknown = await client
        .listTags(app, { isImpatient: true })
        .catch((caught: unknown) => caught)
      await client.close()
      expect(error).toMatchObject({ code: 'upstream-rate-limited' })
      const seconds = error instanceof Error && 'retryAfterSeconds' in error ? error.retryAfterSeconds : null
      holdFigure({ id: 'F07', held: 'no wait over 120 s', measured: `${seconds} s`, isMet: seconds === 120 })
    },
  )
})
