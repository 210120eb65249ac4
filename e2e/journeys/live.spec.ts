import { createHash, randomUUID } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import { expect, test } from '../fixtures/test'

test.use({ role: 'admin' })

const REPOSITORY = 'live/app'
const ADDRESS = '/registries/main/repositories/live~app'

/** Pushes a small image of its own to the registry, as a build would. */
async function push(api: APIRequestContext, registryUrl: string, tag: string): Promise<void> {
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: [] },
  })
  const layer = Buffer.from(randomUUID())
  const blobs = await Promise.all(
    [Buffer.from(config), layer].map((bytes) => pushBlob(api, registryUrl, bytes)),
  )
  const [configBlob, layerBlob] = blobs
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  const answer = await api.put(`${registryUrl}/v2/${REPOSITORY}/manifests/${tag}`, {
    headers: { 'content-type': mediaType },
    data: JSON.stringify({
      schemaVersion: 2,
      mediaType,
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...configBlob },
      layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar', ...layerBlob }],
    }),
  })
  expect(answer.status()).toBe(201)
}

async function pushBlob(api: APIRequestContext, registryUrl: string, bytes: Buffer) {
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  const started = await api.post(`${registryUrl}/v2/${REPOSITORY}/blobs/uploads/`)
  const place = new URL(started.headers().location ?? '', registryUrl)
  place.searchParams.set('digest', digest)
  await api.put(place.href, { data: bytes, headers: { 'content-type': 'application/octet-stream' } })
  return { digest, size: bytes.length }
}

test('a pushed tag shows in an open page without a reload, and one’s place in it is kept', async ({
  page,
  request,
  stack,
}) => {
  for (let version = 0; version < 40; version += 1) await push(request, stack.registryUrl, `1.${version}.0`)
  const headers = { origin: stack.url }
  await request.post('/api/v1/registries/main/sync', { headers })
  await expect
    .poll(async () => (await request.get(`/api/v1/registries/main/repositories/live~app`)).status(), {
      timeout: 20_000,
    })
    .toBe(200)

  const listening = page.waitForResponse((response) => response.url().includes('/api/v1/changes'))
  await page.goto(ADDRESS)
  await expect(page.getByRole('status').filter({ hasText: '40 tags' })).toBeVisible()
  await listening
  await page.evaluate(() => {
    Object.assign(window, { isSamePage: true })
  })
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: '1.20.0', exact: true }) })
  await row.focus()
  await row.evaluate((element) => element.scrollIntoView({ block: 'center' }))
  const before = await row.boundingBox()

  await push(request, stack.registryUrl, '2.0.0')
  await request.post('/api/v1/registries/main/repositories/live~app/sync', { headers })
  await expect(page.getByRole('status').filter({ hasText: '41 tags' })).toBeVisible()

  await expect(row).toBeFocused()
  const after = await row.boundingBox()
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(3)
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true)

  await page.evaluate(() => window.scrollTo(0, 0))
  await expect(page.getByRole('grid').getByRole('link', { name: '2.0.0', exact: true })).toBeVisible()
})

test('a job is followed while it runs, and stopped jobs can be run again', async ({
  page,
  request,
  stack,
}) => {
  const answer = await request.post('/api/v1/registries/main/sync', { headers: { origin: stack.url } })
  const { jobId } = await answer.json()
  await page.goto(`/activity/${jobId}`)
  await expect(page.getByRole('heading', { name: 'Sync registry main' })).toBeVisible()
  await expect(page.getByText('Done', { exact: true }).first()).toBeVisible({ timeout: 20_000 })

  await page.goto('/activity?state=failed')
  await expect(page.getByLabel('State')).toHaveValue('failed')
})
