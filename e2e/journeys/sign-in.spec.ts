import { expect, test } from '../fixtures/test'

test.use({ role: 'nobody' })

test('a wrong password is refused without saying whether the name exists', async ({ page }) => {
  const refusalFor = async (name: string) => {
    await page.goto('/sign-in')
    await page.getByLabel('Name').fill(name)
    await page.getByLabel('Password').fill('not the password at all')
    await page.getByRole('button', { name: 'Sign in' }).click()
    const alert = page.getByRole('alert').filter({ hasText: /\S/ })
    await expect(alert).toBeVisible()
    return alert.textContent()
  }

  expect(await refusalFor('admin')).toBe(await refusalFor('nobody-of-that-name'))
})

test('the right password leads to the page that was asked for', async ({ page, stack }) => {
  await page.goto('/settings/profile')
  await expect(page).toHaveURL(/\/sign-in/)
  await page.getByLabel('Name').fill('viewer')
  await page.getByLabel('Password').fill(stack.viewerPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()

  await expect(page).toHaveURL(/\/settings\/profile$/)
})

test('signing out ends the session', async ({ page, stack }) => {
  await page.goto('/sign-in')
  await page.getByLabel('Name').fill('viewer')
  await page.getByLabel('Password').fill(stack.viewerPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: /Account menu/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()

  await expect(page).toHaveURL(/\/sign-in/)
  await page.goto('/')
  await expect(page).toHaveURL(/\/sign-in/)
})
