import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseRepositoryName, parseTagName } from '@/lib/oci/name'
import { codeOf } from '@/lib/testing/connecting'
import { type Fault, type FaultProxy, startFaultProxy } from '@/lib/testing/fault-proxy'
import { pushImage } from '@/lib/testing/push'
import { type RunningRegistry, startRegistry } from '@/lib/testing/registry'
import { openRegistry } from './client'
import type { RegistryClient } from './types'

const app = parseRepositoryName('team/app')
const v1 = parseTagName('v1')

describe('a broken network before a real registry', () => {
  let registry: RunningRegistry
  let proxy: FaultProxy
  let client: RegistryClient
  beforeAll(async () => {
    registry = await startRegistry()
    await pushImage({ url: registry.url, repository: app }, { tag: 'v1' })
    proxy = await startFaultProxy(registry.url)
  })
  beforeEach(() => {
    client = openRegistry(
      { url: proxy.url, username: null, password: null, realmOrigin: null, caPem: null },
      { allowedCidrs: ['127.0.0.0/8'] },
    )
    return () => client.close()
  })
  afterAll(async () => {
    await proxy.stop()
    await registry.stop()
  })

  it.each<[Fault, string]>([
    ['reset', 'upstream-unreachable'],
    ['refuse', 'upstream-unreachable'],
    ['truncate', 'upstream-unreachable'],
    ['corrupt', 'upstream-digest-mismatch'],
    ['error-500', 'upstream-error'],
    ['error-502-html', 'upstream-error'],
    ['redirect', 'upstream-redirect'],
    ['realm', 'realm-not-allowed'],
    ['html-200', 'upstream-invalid'],
  ])('%s is the failure %s', async (fault, code) => {
    proxy.plan({ fault, match: '/manifests/' })
    expect(await codeOf(client.getManifest(app, v1))).toBe(code)
    expect(proxy.broken).toBeLessThanOrEqual(4)
  })

  it.each<Fault>(['reset', 'refuse', 'error-500', 'latency', 'limit-429', 'error-503'])(
    '%s that passes is not noticed',
    async (fault) => {
      proxy.plan({ fault, times: 1 })
      expect(await client.getManifest(app, v1)).toMatchObject({ kind: 'manifest' })
      expect(proxy.broken).toBe(1)
    },
  )

  it('waits as long as a limit says, and fails at once with a person waiting', async () => {
    proxy.plan({ fault: 'limit-429-huge' })
    const error: unknown = await client
      .listTags(app, { isImpatient: true })
      .catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'upstream-rate-limited', retryAfterSeconds: 120 })
  })

  it('waits a second when a limit says so, and holds back no other registry meanwhile', async () => {
    const other = openRegistry(
      { url: registry.url, username: null, password: null, realmOrigin: null, caPem: null },
      { allowedCidrs: ['127.0.0.0/8'] },
    )
    proxy.plan({ fault: 'limit-429', times: 1 })
    const startedMs = performance.now()
    const limited = client.listTags(app)
    await other.listTags(app)
    expect(performance.now() - startedMs).toBeLessThan(900)
    await limited
    expect(performance.now() - startedMs).toBeGreaterThan(950)
    await other.close()
  })

  it('is not asked for a while after five failures in a row', async () => {
    proxy.plan({ fault: 'error-502-html' })
    for (let time = 0; time < 5; time += 1) await codeOf(client.listTags(app))
    const asked = proxy.broken
    expect(client.circuit).toBe('open')
    const refused: unknown = await client.listTags(app).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'upstream-unreachable', retryAfterSeconds: 30 })
    expect(proxy.broken).toBe(asked)
  })

  it('a wait for a limit ends at once when it is called off', async () => {
    proxy.plan({ fault: 'limit-429-date' })
    const controller = new AbortController()
    const listing = client.listTags(app, { signal: controller.signal })
    setTimeout(() => controller.abort(new Error('called off')), 200)
    await expect(listing).rejects.toThrow('called off')
  })

  it.each<Fault>(['hang', 'stall', 'drip'])('%s ends by a deadline', { timeout: 40_000 }, async (fault) => {
    proxy.plan({ fault, match: '/manifests/' })
    const startedMs = performance.now()
    expect(await codeOf(client.getManifest(app, v1))).toBe('upstream-timeout')
    expect(performance.now() - startedMs).toBeLessThan(21_500)
  })

  it('never loses or invents a tag over a looping link', async () => {
    proxy.plan({ fault: 'link-loop', match: '/_catalog' })
    expect(await client.listRepositories()).toEqual({ repositories: ['a'], skipped: 0 })
  })
})
