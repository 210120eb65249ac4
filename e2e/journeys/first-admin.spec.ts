import { expect, test } from '../fixtures/test'

test.use({ role: 'nobody' })

test('the printed link makes the first admin, once', async ({ page, stack }) => {
  const { url, setupLink } = stack.fresh
  await page.goto(`${url}/sign-in`)
  await expect(page.getByText('Assay has no admin yet')).toBeVisible()

  await page.goto(setupLink)
  await page.getByLabel('Name').fill('first')
  await page.getByLabel('Password').fill('a long password of mine')
  await page.getByRole('button', { name: 'Create admin and sign in' }).click()
  await expect(page.getByRole('button', { name: /^first, admin/ })).toBeVisible()

  await page.goto(setupLink)
  await expect(page.getByText('Assay is set up already')).toBeVisible()
})
