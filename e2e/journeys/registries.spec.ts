import { expect, test } from '../fixtures/test'

test.describe('an admin', () => {
  test.use({ role: 'admin' })

  test('connects a registry, reads what it supports, and removes it by writing its name', async ({
    page,
    stack,
  }) => {
    await page.goto('/settings/registries/new')
    await page.getByLabel('URL').fill(stack.registryUrl)
    await page.getByLabel('Name', { exact: true }).fill('second')
    await page.getByText('Only these').click()
    await page.getByLabel('Repositories', { exact: true }).fill('hello')
    await page.getByRole('button', { name: 'Connect registry' }).click()

    await expect(page).toHaveURL(/\/settings\/registries\/edit\/second/)
    const report = page.getByRole('listitem').filter({ hasText: /delet/i }).first()
    await expect(report.getByRole('img', { name: 'Yes' })).toBeVisible()

    await page.getByRole('button', { name: 'Remove registry…' }).click()
    const dialog = page.getByRole('alertdialog')
    const remove = dialog.getByRole('button', { name: 'Remove registry' })
    await dialog.getByRole('textbox').fill('secon')
    await expect(remove).toBeDisabled()
    await dialog.getByRole('textbox').fill('second')
    await remove.click()
    await expect(page).toHaveURL(/\/settings\/registries$/)
    await expect(page.getByRole('link', { name: 'second' })).toBeHidden()
  })

  test('is told what is wrong with an address that no registry answers on', async ({ page }) => {
    await page.goto('/settings/registries/new')
    await page.getByLabel('URL').fill('http://127.0.0.1:9')
    await page.getByLabel('Name', { exact: true }).fill('nowhere')
    await page.getByRole('button', { name: 'Connect registry' }).click()

    await expect(page.getByRole('main')).toContainText(/could not|reach|answer|refused/i)
    await expect(page).toHaveURL(/\/settings\/registries\/new/)
  })
})

test('a viewer is not offered what a viewer may not do', async ({ page }) => {
  await page.goto('/access/people')
  await expect(page.getByText('This page is for admins')).toBeVisible()

  const answer = await page.request.post('/api/v1/registries', {
    data: { name: 'mine', url: 'http://127.0.0.1:9' },
    headers: { origin: new URL(page.url()).origin },
  })
  expect(answer.status()).toBe(403)
  expect((await answer.json()).code).toBe('forbidden')
})
