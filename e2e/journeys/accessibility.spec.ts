import { expectAccessible, test } from '../fixtures/test'

test.use({ role: 'admin' })

const PAGES = [
  '/',
  '/activity',
  '/registries/main',
  '/registries/main/repositories/payments~api',
  '/registries/main/repositories/payments~web/tags/latest',
  '/registries/main/repositories/payments~web/tags/latest?tab=config',
  '/registries/main/repositories/payments~web/tags/latest?tab=platforms',
  '/registries/main/repositories/payments~web/tags/latest?tab=manifest',
  '/registries/main/repositories/payments~web/tags/latest?tab=referrers',
  '/registries/main/repositories/platform~charts~web-service/tags/1.2.0',
  '/search?q=payments',
  '/settings/registries',
  '/settings/registries/new',
  '/settings/registries/edit/main',
  '/access/people',
  '/access/tokens',
  '/access/groups',
  '/access/grants',
  '/access/explain',
  '/registries/main/members?path=payments',
  '/settings/profile',
  '/docs/api',
] as const

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme })

    for (const path of PAGES) {
      test(`${path} has nothing that axe finds serious`, async ({ page }) => {
        // Every endpoint on one page is much to look through.
        if (path === '/docs/api') test.slow()
        await page.goto(path)
        await page.getByRole('heading').first().waitFor()
        await expectAccessible(page)
      })
    }
  })
}

test.describe('signed out', () => {
  test.use({ role: 'nobody' })

  test('/sign-in has nothing that axe finds serious', async ({ page }) => {
    await page.goto('/sign-in')
    await page.getByRole('heading').first().waitFor()
    await expectAccessible(page)
  })
})
