import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { DIRECTORY, type RunningSlapd, startSlapd } from '../../lib/testing/slapd'
import { freePort, grantToGroup, type OwnAssay, startOwnAssay } from '../fixtures/own-assay'
import { expect, expectAccessible, test } from '../fixtures/test'

test.use({ role: 'nobody' })
test.describe.configure({ mode: 'serial' })

let directory: RunningSlapd
let assay: OwnAssay
let home = ''

test.beforeAll(async () => {
  test.setTimeout(180_000)
  home = await mkdtemp(join(tmpdir(), 'assay-journey-ca-'))
  directory = await startSlapd()
  const ca = join(home, 'ca.pem')
  await writeFile(ca, directory.ca)
  assay = await startOwnAssay({
    port: await freePort(),
    env: {
      ASSAY_LDAP_URL: directory.tlsUrl,
      ASSAY_LDAP_CA: ca,
      ASSAY_LDAP_BIND_DN: DIRECTORY.bindDn,
      ASSAY_LDAP_BIND_PASSWORD: DIRECTORY.bindPassword,
      ASSAY_LDAP_BASE_DN: DIRECTORY.baseDn,
      ASSAY_LDAP_GROUP_BASE_DN: DIRECTORY.groupBaseDn,
      ASSAY_LDAP_NAME: 'Directory',
    },
  })
})
test.afterAll(async () => {
  await assay?.stop()
  await directory?.stop()
  if (home !== '') await rm(home, { recursive: true, force: true })
})

test('a person of the directory sees what their groups were given, and loses it with them', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await signIn(page, 'ada', DIRECTORY.password)
  await expect(page.getByRole('heading', { name: 'No access yet' })).toBeVisible()

  await grantToGroup(assay, DIRECTORY.group('team-a'), 'team-a')
  await page.goto(`${assay.url}/registries/main`)
  await expect(page.getByRole('link', { name: /team-a/ }).first()).toBeVisible()
  await expect(page.getByText('team-b')).toHaveCount(0)

  const membership = `dn: ${DIRECTORY.group('team-a')}\nchangetype: modify\n`
  directory.modify(
    `${membership}add: member\nmember: ${DIRECTORY.person('bob')}\n-\ndelete: member\nmember: ${DIRECTORY.person('ada')}\n`,
  )
  await page.context().clearCookies()
  await signIn(page, 'ada', DIRECTORY.password)
  await expect(page.getByRole('heading', { name: 'No access yet' })).toBeVisible()
})

test('a wrong password is refused, and an account of Assay works beside the directory', async ({ page }) => {
  await page.goto(`${assay.url}/sign-in`)
  await expectAccessible(page)
  await fill(page, 'ada', 'not the password')
  await page.getByRole('button', { name: 'Sign in with Directory' }).click()
  await expect(page.getByText('The name or the password is wrong.')).toBeVisible()

  await page.getByText('Assay account').click()
  await fill(page, 'admin', 'a-password-of-the-admin-1')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(`${assay.url}/`)

  await page.goto(`${assay.url}/settings/sign-in`)
  await page.getByRole('button', { name: 'Test' }).click()
  await expect(page.getByText('It can be used')).toBeVisible()
  await expect(page.getByText(/^3 below ou=people/)).toBeVisible()
  await expectAccessible(page)
})

test('while the directory is down the page says so, and passwords kept here still work', async ({ page }) => {
  await directory.stop()
  await page.goto(`${assay.url}/sign-in`)
  await fill(page, 'ada', DIRECTORY.password)
  await page.getByRole('button', { name: 'Sign in with Directory' }).click()
  await expect(page.getByText('The sign-in provider cannot be reached now.')).toBeVisible()

  await page.getByText('Assay account').click()
  await fill(page, 'admin', 'a-password-of-the-admin-1')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(`${assay.url}/`)
})

async function signIn(page: Page, name: string, password: string): Promise<void> {
  await page.goto(`${assay.url}/sign-in`)
  await fill(page, name, password)
  await page.getByRole('button', { name: 'Sign in with Directory' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

async function fill(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Password').fill(password)
}
