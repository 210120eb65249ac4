import { pushImage } from '../../lib/testing/push'
import { index, pull } from '../fixtures/images'
import { expect, expectAccessible, test } from '../fixtures/test'

const REPOSITORY = 'retention/app'
const BUILDS = ['pr-1', 'pr-2', 'pr-3']
const KEPT = ['1.0.0', 'latest']

test.use({ role: 'admin' })

test('a policy is written, simulated, looked at and run, and what it took comes back from the trash', async ({
  page,
  stack,
}) => {
  test.setTimeout(150_000)
  const target = { url: stack.registryUrl, repository: REPOSITORY }
  for (const tag of BUILDS) await pushImage(target, { tag, layers: ['base', tag] })
  for (const tag of KEPT) await pushImage(target, { tag, layers: ['base', 'release'] })
  await index(page, stack.url, REPOSITORY)

  await page.goto('/cleanup/policies/new')
  await page.getByLabel('Name', { exact: true }).fill('Builds of pull requests')
  await page.getByLabel('Why').fill('Nobody needs them for long.')
  await page.getByLabel('Registry', { exact: true }).selectOption('main')
  await page.getByLabel('Namespace or repository').fill(REPOSITORY)
  await page.getByRole('button', { name: 'Rule that deletes' }).click()
  const rule = page.getByRole('group', { name: 'Rule 1' })
  await rule.getByRole('textbox', { name: 'Name' }).fill('Builds')
  await rule.getByRole('textbox', { name: 'Tags' }).fill('pr-*')
  await page.getByLabel('Stop above (percent of tags)').fill('80')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Create policy' }).click()

  await expect(page.getByRole('heading', { name: 'Builds of pull requests' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Run now' })).toBeDisabled()
  await page.getByRole('button', { name: 'Simulate' }).click()
  await expect(page.getByText('Simulated', { exact: true })).toBeVisible({ timeout: 30_000 })
  const verdicts = page.getByRole('table', { name: 'Verdicts' })
  for (const tag of BUILDS) {
    await expect(verdicts.getByRole('row').filter({ hasText: tag })).toContainText(/Goes.*Builds/)
  }
  await expect(verdicts.getByRole('row').filter({ hasText: 'latest' })).toContainText('Stays')
  await expectAccessible(page)
  await pull(stack.registryUrl, `${REPOSITORY}:pr-1`)

  await page.getByRole('button', { name: 'I looked: let it run' }).click()
  await expect(page.getByText('Version 1 may run')).toBeVisible()
  await page.getByRole('link', { name: 'Builds of pull requests' }).click()
  await page.getByRole('button', { name: 'Run now' }).click()
  await page.getByRole('button', { name: 'Run and delete' }).click()
  await expect(page.getByText('3 tags removed')).toBeVisible({ timeout: 60_000 })

  for (const tag of BUILDS) await expect(pull(stack.registryUrl, `${REPOSITORY}:${tag}`)).rejects.toThrow()
  for (const tag of KEPT) await pull(stack.registryUrl, `${REPOSITORY}:${tag}`)

  await page.goto(`/cleanup/trash?repository=${encodeURIComponent(REPOSITORY)}`)
  const row = page.getByRole('row').filter({ hasText: 'pr-1' })
  await expect(row).toContainText('Retention policy')
  await row.getByRole('button', { name: 'Restore' }).click()
  await page
    .getByRole('dialog', { name: 'Restore pr-1' })
    .getByRole('button', { name: 'Restore', exact: true })
    .click()
  await expect(row).toContainText('restored')
  await pull(stack.registryUrl, `${REPOSITORY}:pr-1`)
  await expect(pull(stack.registryUrl, `${REPOSITORY}:pr-2`)).rejects.toThrow()
})
