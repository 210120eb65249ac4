import { expect, expectAccessible, test } from '../fixtures/test'

test.use({ role: 'admin' })

test('an admin sets up docker login, sees who asked, and changes the key', async ({
  page,
  request,
  stack,
}) => {
  await page.goto('/settings/registries/edit/main')
  await page.getByRole('link', { name: 'Docker sign-in' }).click()
  await page.getByRole('button', { name: 'Turn on' }).click()
  await expect(page.getByRole('heading', { name: 'Set up the registry' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'configuration' })).toContainText(
    `realm: "${stack.url}/api/token"`,
  )

  await page.getByRole('textbox', { name: 'Repository' }).fill('payments/api')
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  await expect(page.getByText('Everything is granted.')).toBeVisible()

  const authorization = `Basic ${Buffer.from(`admin:${stack.adminPassword}`).toString('base64')}`
  const answer = await request.get('/api/token?service=main&scope=repository:payments/api:pull,push', {
    headers: { authorization },
  })
  expect(answer.status()).toBe(200)
  await expect(page.getByRole('row').filter({ hasText: 'repository:payments/api:pull,push' })).toContainText(
    'Granted',
    { timeout: 20_000 },
  )

  await page.getByRole('button', { name: 'Prepare a new key' }).click()
  await expect(page.getByText('A new key waits')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Activate…' }).click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /activate/ })
    .click()
  await expect(page.getByText('Retired', { exact: true })).toBeVisible()

  await page.getByRole('button', { name: 'Turn off…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Turn off' }).click()
  await expect(page.getByRole('button', { name: 'Turn on' })).toBeVisible()
})

test.describe('a viewer', () => {
  test.use({ role: 'viewer' })

  test('is not shown how docker login is set up', async ({ page }) => {
    await page.goto('/settings/registries/edit/main/docker-sign-in')
    await expect(page.getByRole('button', { name: 'Turn on' })).toHaveCount(0)
    await expect(page.getByRole('link', { name: 'Docker sign-in' })).toHaveCount(0)
  })
})
