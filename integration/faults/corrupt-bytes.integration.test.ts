import { expect, it, onTestFinished } from 'vitest'
import { AppError } from '@/lib/core/errors'
import { parseRepositoryName, parseTagName } from '@/lib/oci/name'
import { openRegistry } from '@/lib/registry/client'
import { eachDatabase } from '@/lib/testing/database'
import { startFaultProxy } from '@/lib/testing/fault-proxy'
import { areFaultsLong, holdFigure } from '@/lib/testing/figure'
import { addTestRegistry, crawlNow, poolTo } from '@/lib/testing/index-fixture'
import { digestOf, pushBlob, pushImage } from '@/lib/testing/push'
import { startRegistry } from '@/lib/testing/registry'

const ANSWERS = areFaultsLong ? 200 : 20
const IMAGES = 10
const app = parseRepositoryName('team/app')

/** A registry with images, and a proxy before it that turns a bit over. */
async function world() {
  const registry = await startRegistry()
  onTestFinished(() => registry.stop())
  const target = { url: registry.url, repository: app }
  for (let number = 0; number < IMAGES; number += 1) {
    await pushImage(target, {
      tag: `v${number}`,
      layers: [`layer ${number}`],
      config: { created: `2026-01-0${(number % 9) + 1}T00:00:00Z` },
    })
  }
  await pushBlob(target, Buffer.from('a blob'))
  const proxy = await startFaultProxy(registry.url)
  onTestFinished(() => proxy.stop())
  return proxy
}

it('no byte that was changed on its way is ever believed', { timeout: 120_000 }, async () => {
  const proxy = await world()
  const client = openRegistry(
    { url: proxy.url, username: null, password: null, realmOrigin: null, caPem: null },
    { allowedCidrs: ['127.0.0.0/8'] },
  )
  onTestFinished(() => client.close())
  const codes: string[] = []
  const note = async (asked: Promise<unknown>) => {
    await asked.then(
      () => codes.push('believed'),
      (error: unknown) => codes.push(error instanceof AppError ? error.code : String(error)),
    )
  }
  proxy.plan({ fault: 'corrupt' })
  for (let number = 0; number < ANSWERS; number += 2) {
    await note(client.getManifest(app, parseTagName(`v${number % IMAGES}`)))
    await note(client.getBlob(app, digestOf('a blob'), { bytesMax: 1_000 }))
  }
  const detected = codes.filter((code) => code === 'upstream-digest-mismatch').length
  expect(new Set(codes)).toEqual(new Set(['upstream-digest-mismatch']))
  holdFigure({
    id: 'F09',
    held: '100 % of changed answers detected',
    measured: `${detected} of ${codes.length}`,
    isMet: detected === codes.length,
  })
})

eachDatabase('an index that is read through a network that changes bytes', (open) => {
  it.each(['/manifests/', '/blobs/'])('keeps nothing of what %s answered', async (match) => {
    const proxy = await world()
    const db = await open()
    await addTestRegistry(db, proxy.url)
    const registries = poolTo(proxy.url)
    onTestFinished(() => registries.close())
    proxy.plan({ fault: 'corrupt', match })
    expect((await crawlNow({ db, registries })).status).toBe('partial')
    expect(proxy.broken).toBeGreaterThan(0)

    const kept = await db.query.selectFrom('content').select(['digest', 'body']).execute()
    const changed = kept.filter(({ digest, body }) => digestOf(body) !== digest)
    if (match === '/manifests/') expect(kept).toEqual([])
    holdFigure({
      id: 'F09',
      held: `nothing stored of changed ${match}`,
      measured: `${changed.length} of ${kept.length} documents are not what their digest says`,
      isMet: changed.length === 0,
    })
  })
})
