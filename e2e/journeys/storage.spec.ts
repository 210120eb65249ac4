import { expect, test } from '../fixtures/test'

test.use({ role: 'viewer' })

test('goes down the storage of a registry by keyboard, and back', async ({ page }) => {
  await page.goto('/registries/main/storage')
  const boxes = page.getByRole('list', { name: /in boxes$/ })
  const namespace = boxes.getByRole('link', { name: /\/, / }).first()
  await namespace.focus()
  await expect(page.getByRole('tooltip')).toContainText('Unique')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/namespace=/)
  await page.getByRole('link', { name: 'All namespaces' }).click()
  await expect(page).not.toHaveURL(/namespace=/)
  await expect(page.getByRole('columnheader', { name: 'Unique' }).first()).toBeVisible()
})

test('finds what was meant and opens it by keyboard', async ({ page }) => {
  await page.goto('/search?q=paymnets')
  await expect(page.getByText('Did you mean')).toBeVisible()
  await page.getByRole('textbox', { name: /digest or label/ }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/repositories\/payments/)
})
