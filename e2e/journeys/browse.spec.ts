import { shortDigest } from '../../lib/oci/digest'
import { expect, test } from '../fixtures/test'

test('from a namespace to the layers of an image', async ({ page, known }) => {
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Repositories' }).click()
  await page.getByRole('treeitem', { name: known.namespace }).first().click()
  await page.getByRole('link', { name: known.repository }).click()

  await expect(page.getByRole('heading', { level: 1 })).toContainText(known.repository)
  await page.getByRole('link', { name: known.tag, exact: true }).click()

  await expect(page.getByText(known.digest).first()).toBeVisible()
  const history = page.getByRole('table', { name: /Steps of the build/ })
  for (const layer of known.layers) await expect(history.getByText(shortDigest(layer)).first()).toBeVisible()
  await expect(history.getByText('npm ci --omit=dev')).toBeVisible()
})

test('the config, the raw manifest and what refers to an image each have a tab', async ({ page }) => {
  await page.goto('/registries/main/repositories/payments~web')
  await page.getByRole('link', { name: 'latest', exact: true }).click()
  const main = page.getByRole('main')

  await main.getByRole('link', { name: 'Config' }).click()
  await expect(main.getByText('payments-team', { exact: true })).toBeVisible()
  await main.getByRole('link', { name: 'Manifest' }).click()
  await expect(main.getByText('schemaVersion').first()).toBeVisible()
  await main.getByRole('link', { name: 'Referrers' }).click()
  await expect(main.getByText('application/spdx+json').first()).toBeVisible()
})

for (const [repository, tag, says] of [
  ['platform~charts~web-service', '1.2.0', /Helm|chart/i],
  ['platform~ci~runner', '3.0.0', /index/i],
  ['tools~bazel-runner', '7.1.0', /no build history/i],
  ['tools~bazel-runner', '7.2.0-rc.1', /do not pair up/i],
  ['tools~reproducible-build', 'v1', /unknown|not recorded|no date/i],
  ['platform~policy-bundle', '2026.4', /artifact/i],
] as const) {
  test(`${repository}:${tag} is shown for what it is`, async ({ page }) => {
    await page.goto(`/registries/main/repositories/${repository}/tags/${tag}`)

    await expect(page.getByRole('heading', { level: 1 })).toContainText(tag)
    await expect(page.getByRole('main').getByText(says).first()).toBeVisible()
  })
}

test('an address of nothing says so', async ({ page }) => {
  await page.goto('/registries/main/repositories/no~such~thing')

  await expect(page.getByRole('main').getByRole('heading', { name: /nothing|not found/i })).toBeVisible()
})
