import { expect, pressFor, test } from '../fixtures/test'

test('Ctrl-K finds a repository, a tag and a digest, and goes there by keyboard', async ({ page, known }) => {
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
  const search = page.getByRole('combobox', { name: /Search repositories/ })
  await pressFor(page, 'Control+k', search)
  await search.fill(known.digest.slice(0, 19))
  await expect(page.getByRole('option').filter({ hasText: known.repository }).first()).toBeVisible()

  await search.fill('storefront')
  await expect(page.getByRole('option', { name: /commerce\/storefront/ }).first()).toBeVisible()
  await search.press('Enter')
  await expect(page).toHaveURL(/commerce~storefront/)
})
