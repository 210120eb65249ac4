import type { Page } from '@playwright/test'
import { expectAccessible, pressFor, test } from '../fixtures/test'

test.use({ role: 'admin' })

const PAGES = [
  '/',
  '/activity',
  '/activity/tags',
  '/registries/main',
  '/registries/main/storage',
  '/registries/main/repositories/payments~api',
  '/registries/main/repositories/payments~api/activity',
  '/registries/main/repositories/payments~api/tags/latest?tab=history',
  '/registries/main/repositories/payments~web/tags/latest',
  '/registries/main/repositories/payments~web/tags/latest?tab=config',
  '/registries/main/repositories/payments~web/tags/latest?tab=platforms',
  '/registries/main/repositories/payments~web/tags/latest?tab=manifest',
  '/registries/main/repositories/payments~web/tags/latest?tab=referrers',
  '/registries/main/repositories/platform~charts~web-service/tags/1.2.0',
  '/search?q=payments',
  '/search?q=paymnts',
  '/settings/registries',
  '/settings/registries/new',
  '/settings/registries/edit/main',
  '/settings/registries/edit/main/notifications',
  '/settings/registries/edit/main/docker-sign-in',
  '/settings/webhooks',
  '/settings/sign-in',
  '/access/people',
  '/access/tokens',
  '/access/groups',
  '/access/grants',
  '/access/grants?view=list',
  '/access/explain',
  '/audit',
  '/registries/main/members?path=payments',
  '/settings/profile',
  '/golden',
  '/golden/lines/new',
  '/golden/inbox',
  '/golden/drift',
  '/golden/policies',
  '/golden/policies/new',
  '/golden/report',
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

const WINDOWS = [
  {
    name: 'the palette',
    path: '/',
    open: (page: Page) => pressFor(page, 'Control+k', page.getByRole('dialog')),
  },
  { name: 'the key help', path: '/', open: (page: Page) => pressFor(page, '?', page.getByRole('dialog')) },
  {
    name: 'the grant dialog',
    path: '/access/grants',
    open: (page: Page) => page.getByRole('button', { name: 'Give grants' }).click(),
  },
  {
    name: 'the webhook dialog',
    path: '/settings/webhooks',
    open: (page: Page) => page.getByRole('button', { name: 'Add a webhook' }).first().click(),
  },
  {
    name: 'an audit event',
    path: '/audit',
    open: (page: Page) => page.getByRole('table').getByRole('button').first().click(),
  },
] as const

for (const { name, path, open } of WINDOWS) {
  test(`${name} has nothing that axe finds serious`, async ({ page }) => {
    await page.goto(path)
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    await open(page)
    await page.getByRole('dialog').waitFor()
    await expectAccessible(page)
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
