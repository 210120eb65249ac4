import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { pushImage } from '../../lib/testing/push'
import { freePort, type RunningRegistry, startRegistry } from '../../lib/testing/registry'
import { expect, expectAccessible, test } from '../fixtures/test'

const run = promisify(execFile)
const NAME = 'telling'
const SETTINGS = `/settings/registries/edit/${NAME}/notifications`

test.use({ role: 'admin' })

test('an admin makes a registry tell of its pushes, and an open page shows the next one', async ({
  page,
  stack,
}) => {
  test.setTimeout(120_000)
  const rootDir = mkdtempSync(join(tmpdir(), 'assay-e2e-registry-'))
  const port = await freePort()
  let registry: RunningRegistry = await startRegistry({ rootDir, port })
  try {
    await pushImage({ url: registry.url, repository: 'team/app' }, { tag: 'v1' })
    await connect(page, stack.url, registry.url)
    const secret = await createSecret(page)
    await registry.stop()
    const notifications = { url: `${stack.url}/api/hooks/${NAME}`, secret }
    registry = await startRegistry({ rootDir, port, notifications })

    await page.goto(`/registries/${NAME}/repositories/team~app`)
    await expect(page.getByRole('link', { name: 'v1', exact: true })).toBeVisible()
    const host = `127.0.0.1:${port}`
    const plain = ['--src-tls-verify=false', '--dest-tls-verify=false']
    await run('skopeo', ['copy', ...plain, `docker://${host}/team/app:v1`, `docker://${host}/team/app:v2`])
    await expect(page.getByRole('link', { name: 'v2', exact: true })).toBeVisible()

    await page.goto(`/registries/${NAME}/repositories/team~app/tags/v2?tab=history`)
    await expect(page.getByText(/skopeo/).first()).toBeVisible()

    await page.goto(SETTINGS)
    await expect(page.getByText('Arriving', { exact: true })).toBeVisible()
    await expectAccessible(page)
  } finally {
    await registry.stop()
    rmSync(rootDir, { recursive: true, force: true })
    await page.request.delete(`/api/v1/registries/${NAME}?confirm=${NAME}`, {
      headers: { origin: stack.url },
    })
  }
})

async function connect(page: Page, origin: string, url: string): Promise<void> {
  const answer = await page.request.post('/api/v1/registries', {
    headers: { origin },
    data: { name: NAME, url },
  })
  expect(answer.status()).toBe(201)
  const repository = `/api/v1/registries/${NAME}/repositories/team~app/tags/v1`
  await expect.poll(async () => (await page.request.get(repository)).status(), { timeout: 30_000 }).toBe(200)
}

/** Shown once, in the dialog, with the configuration it belongs in. */
async function createSecret(page: Page): Promise<string> {
  await page.goto(SETTINGS)
  await expect(page.getByText('Not set up', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Create secret' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Create secret' }).click()
  await expect(dialog.getByText('This is the only time it is shown')).toBeVisible()
  const secret = (await dialog.getByText(/^asyh_[A-Za-z0-9_-]{43}$/).textContent()) ?? ''
  await expect(
    dialog.getByRole('region', { name: 'registry configuration with the secret', exact: true }),
  ).toContainText(`Bearer ${secret}`)
  await dialog.getByRole('button', { name: 'I have stored it' }).click()
  await expect(page.getByText('Waiting for the first event')).toBeVisible()
  return secret
}
