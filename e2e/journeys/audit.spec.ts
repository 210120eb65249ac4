import { expect, expectAccessible, test } from '../fixtures/test'

test.describe('an admin', () => {
  test.use({ role: 'admin' })

  test('finds what was done, by whom and what it was before, and takes a copy', async ({ page }) => {
    const made = await page.request.post('/api/v1/tokens', {
      data: { name: 'for-the-log', role: 'member', expiresInDays: 1 },
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    expect(made.ok()).toBe(true)

    await page.goto('/audit?type=token.created')
    const row = page.getByRole('row').filter({ hasText: 'Token created' }).first()
    await expect(row).toContainText('admin')
    await row.getByRole('button', { name: 'Token created' }).click()
    const drawer = page.getByRole('dialog')
    await expect(drawer).toContainText('for-the-log')
    await expect(drawer).toContainText('Grounds')
    await drawer.getByRole('button', { name: 'Only this actor' }).click()
    await expect(page).toHaveURL(/actor=usr_/)

    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'CSV' }).click()
    expect((await download).suggestedFilename()).toBe('assay-audit.csv')
    await page.goto('/audit?type=audit.exported')
    await expect(page.getByRole('row').filter({ hasText: 'Audit exported' }).first()).toBeVisible()
  })

  test('looks closer at a stretch of the chart, and back', async ({ page }) => {
    await page.goto('/audit?range=24h')
    const bars = page.getByRole('group', { name: 'Events over time' }).getByRole('button')
    await bars.last().click()
    await expect(page).toHaveURL(/from=\d+.*to=\d+|to=\d+.*from=\d+/)
    await page.getByRole('button', { name: 'Leave the chosen time' }).click()
    await expect(page).not.toHaveURL(/from=/)
  })

  test('verifies the chain and reads what is true of it', async ({ page }) => {
    await page.goto('/audit')
    await page.getByRole('button', { name: 'Verify now' }).click()
    await expect(page.getByText('Unchanged')).toBeVisible()
    await expect(page.getByText(/rows verified/)).toBeVisible()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`finds nothing that axe finds serious in the ${colorScheme} theme`, async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      await page.goto('/audit')
      await page.getByRole('table', { name: 'Audit log' }).waitFor()
      await expectAccessible(page)
    })
  }
})

test.describe('a viewer', () => {
  test.use({ role: 'viewer' })

  test('is told that the log is not for them, and the attempt is in it', async ({ page }) => {
    await page.goto('/audit')
    await expect(page.getByText('This page is for admins')).toBeVisible()
    expect((await page.request.get('/api/v1/audit')).status()).toBe(403)
  })
})
