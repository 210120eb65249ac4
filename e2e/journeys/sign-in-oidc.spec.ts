import type { Page } from '@playwright/test'
import { OIDC_CLIENT, type RunningOidc, startOidcProvider } from '../../lib/testing/oidc-provider'
import { disable, freePort, grantToGroup, type OwnAssay, startOwnAssay } from '../fixtures/own-assay'
import { expect, expectAccessible, test } from '../fixtures/test'

test.use({ role: 'nobody' })
test.describe.configure({ mode: 'serial' })

let provider: RunningOidc
let assay: OwnAssay

test.beforeAll(async () => {
  test.setTimeout(180_000)
  const port = await freePort()
  provider = await startOidcProvider({ origin: `http://127.0.0.1:${port}` })
  assay = await startOwnAssay({
    port,
    env: {
      ASSAY_OIDC_ISSUER: provider.issuer,
      ASSAY_OIDC_CLIENT_ID: OIDC_CLIENT.id,
      ASSAY_OIDC_CLIENT_SECRET: OIDC_CLIENT.secret,
      ASSAY_OIDC_NAME: 'Example ID',
      ASSAY_OIDC_SCOPES: 'openid profile groups',
      ASSAY_OIDC_GROUPS_CLAIM: 'groups',
    },
  })
})
test.afterAll(async () => {
  await assay?.stop()
  await provider?.stop()
})

const ada = (groups: readonly string[]) => ({
  subject: 'sub-ada',
  claims: { preferred_username: 'ada', name: 'Ada Lovelace', groups },
})

test('a person of the provider sees what their groups were given, and loses it with them', async ({
  page,
}) => {
  test.setTimeout(120_000)
  provider.signInAs(ada(['team-a']))
  await signIn(page, '/sign-in')
  await expect(page.getByRole('heading', { name: 'No access yet' })).toBeVisible()
  await expectAccessible(page)

  await grantToGroup(assay, 'team-a', 'team-a')
  await page.getByRole('link', { name: 'Look again' }).click()
  await page.goto(`${assay.url}/registries/main`)
  await expect(page.getByRole('link', { name: /team-a/ }).first()).toBeVisible()
  await expect(page.getByText('team-b')).toHaveCount(0)
  await page.goto(`${assay.url}/registries/main/repositories/team-b~app`)
  await expect(page.getByText('team-b')).toHaveCount(0)

  await page.goto(`${assay.url}/settings/profile`)
  await expect(page.getByText('the group team-a')).toBeVisible()
  await expect(page.getByText('Ada Lovelace (ada)')).toBeVisible()
  await expectAccessible(page)

  provider.signInAs(ada([]))
  await page.context().clearCookies()
  await signIn(page, '/sign-in')
  await expect(page.getByRole('heading', { name: 'No access yet' })).toBeVisible()
})

test('signing out leaves the provider too', async ({ page }) => {
  provider.signInAs(ada(['team-a']))
  await signIn(page, '/settings/profile')
  await page.getByRole('button', { name: /Account menu/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL((url) => url.origin === provider.issuer)
})

test('a callback nobody began ends at a page that says so', async ({ page }) => {
  await page.goto(`${assay.url}/api/auth/callback/oidc?code=x&state=y`)
  await expect(page.getByRole('heading', { name: 'This sign-in cannot be finished' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Back to sign-in' }).click()
  await expect(page.getByRole('button', { name: 'Continue with Example ID' })).toBeVisible()
})

test('who is disabled is refused at the next request, and at the provider’s word too', async ({ page }) => {
  provider.signInAs(ada(['team-a']))
  await signIn(page, '/settings/profile')
  await disable(assay, 'ada')
  await page.goto(`${assay.url}/settings/profile`)
  await expect(page).toHaveURL(/\/sign-in/)
  await page.getByRole('button', { name: 'Continue with Example ID' }).click()
  await expect(page.getByRole('heading', { name: 'This account is disabled' })).toBeVisible()
})

async function signIn(page: Page, path: string): Promise<void> {
  await page.goto(`${assay.url}${path}`)
  await page.getByRole('button', { name: 'Continue with Example ID' }).click()
  await page.waitForURL((url) => url.origin === assay.url && !url.pathname.startsWith('/sign-in'))
}
