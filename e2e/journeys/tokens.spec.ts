import { expect, test } from '../fixtures/test'

test.use({ role: 'admin' })

test('a token made in the console opens the API until it is revoked', async ({ page, playwright, stack }) => {
  await page.goto('/access/tokens')
  await page.getByRole('button', { name: 'Create a token' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('made in the console')
  await dialog.getByRole('button', { name: 'Create token' }).click()
  const token = /asy_[\w-]+/.exec((await dialog.getByText(/^asy_/).first().textContent()) ?? '')?.[0] ?? ''
  await dialog.getByRole('button', { name: 'I have stored it' }).click()

  const machine = await playwright.request.newContext({
    baseURL: stack.url,
    storageState: { cookies: [], origins: [] },
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  })
  expect((await machine.get('/api/v1/registries/main/namespaces')).status()).toBe(200)
  expect((await machine.get('/api/v1/users')).status()).toBe(403)

  await page.getByRole('button', { name: 'Revoke made in the console' }).click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /Revoke/ })
    .click()
  await expect(page.getByRole('row').filter({ hasText: 'made in the console' })).toContainText('Revoked')
  expect((await machine.get('/api/v1/registries/main/namespaces')).status()).toBe(401)
  await machine.dispose()
})
