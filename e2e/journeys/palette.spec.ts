import { expect, test } from '../fixtures/test'

test('Ctrl-K finds a repository, a tag and a digest, and goes there by keyboard', async ({ page, known }) => {
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
  const search = page.getByRole('combobox', { name: /Search repositories/ })
  // The page is drawn before it listens to keys.
  await expect(async () => {
    await page.keyboard.press('Control+k')
    await expect(search).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await search.fill(known.digest.slice(0, 19))
  await expect(page.getByRole('option').filter({ hasText: known.repository }).first()).toBeVisible()

  await search.fill('storefront')
  await expect(page.getByRole('option', { name: /commerce\/storefront/ }).first()).toBeVisible()
  await search.press('Enter')
  await expect(page).toHaveURL(/commerce~storefront/)
})
