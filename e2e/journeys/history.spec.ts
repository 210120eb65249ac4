import { shortDigest } from '../../lib/oci/digest'
import { pushImage } from '../../lib/testing/push'
import { expect, test } from '../fixtures/test'

test.use({ role: 'admin' })

const ADDRESS = '/registries/main/repositories/history~journey'

test('what a tag pointed to stays in sight, on its page and in the activity of its repository', async ({
  page,
  stack,
}) => {
  const target = { url: stack.registryUrl, repository: 'history/journey' }
  const first = await pushImage(target, { tag: 'latest', layers: ['first'] })
  const origin = new URL(stack.url).origin
  const sync = () => page.request.post(`${stack.url}/api/v1/registries/main/sync`, { headers: { origin } })
  await sync()
  await expect
    .poll(async () => (await page.request.get(`${stack.url}/api/v1${ADDRESS}`)).status(), { timeout: 30_000 })
    .toBe(200)

  const second = await pushImage(target, { tag: 'latest', layers: ['second'] })
  await page.goto(ADDRESS)
  await page.getByRole('button', { name: 'Refresh now' }).click()
  await expect(page.getByRole('grid')).toContainText(shortDigest(second.digest))

  await page.getByRole('link', { name: 'Activity', exact: true }).last().click()
  const row = page.getByRole('row').filter({ hasText: 'moved' })
  await expect(row).toContainText(shortDigest(first.digest))
  await row.getByRole('link', { name: 'latest' }).click()

  const history = page.getByRole('list', { name: 'History of the tag' })
  await expect(history.getByRole('listitem')).toHaveCount(2)
  await expect(history.getByRole('listitem').first()).toContainText(shortDigest(second.digest))
})
