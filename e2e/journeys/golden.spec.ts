import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { APIRequestContext, Browser, Page } from '@playwright/test'
import { request } from '@playwright/test'
import { pushImage } from '../../lib/testing/push'
import { type Role, type Stack, sessionFile } from '../fixtures/stack'
import { expect, expectAccessible, test } from '../fixtures/test'

const run = promisify(execFile)
const REPOSITORY = 'payments/golden-journey'
const LINE = 'golden-journey'
const JUNIT = '<testsuites><testsuite name="all" tests="1"><testcase name="works"/></testsuite></testsuites>'

interface Image {
  readonly tag: string
  readonly digest: string
}

test.describe('an image on its way to golden', () => {
  test.use({ role: 'developer' })
  test.slow()

  test('is nominated, tested, approved by two, guarded, repaired and put back', async ({
    page,
    stack,
    browser,
  }) => {
    const target = { url: stack.registryUrl, repository: REPOSITORY }
    const { digest } = await pushImage(target, { tag: '1.0.0', layers: ['the first'] })
    await pushImage(target, { tag: 'rogue', layers: ['something else'] })
    await index(page, stack)
    await addLine(await apiOf('admin', stack))

    const version = await nominate(page, '1.0.0')
    await sendEvidence(await apiOf('developer', stack), { stack, digest })
    await expect(page.getByRole('list', { name: 'What is missing' })).not.toContainText('Its tests passed', {
      timeout: 20_000,
    })
    await expectAccessible(page)
    await refusesTheNominator(page)

    await approveFromInbox(browser, { role: 'approver', stack })
    await approveFromInbox(browser, { role: 'owner', stack })
    await page.goto(version)
    await expect(page.getByRole('region', { name: 'Where it stands' })).toContainText('In force')
    await expect(page.getByRole('list', { name: 'Decisions' })).toContainText('marked it golden')

    await page.goto('/registries/main/repositories/payments~golden-journey')
    await expect(page.getByRole('link', { name: `golden ${LINE} 1.0.0` })).toBeVisible()

    await pushOver(stack, { from: 'rogue', to: '1.0.0' })
    await repair(browser, { stack, image: { tag: '1.0.0', digest } })
    await seePutBack(browser, { stack, image: { tag: '1.0.0', digest } })
  })
})

/** Brings the index up to date and waits until it has the repository. */
async function index(page: Page, { url }: Stack): Promise<void> {
  const admin = await apiOf('admin', { url })
  await admin.post('/api/v1/registries/main/sync')
  const address = `${url}/api/v1/registries/main/repositories/payments~golden-journey/tags/1.0.0`
  await expect.poll(async () => (await page.request.get(address)).status(), { timeout: 30_000 }).toBe(200)
}

/** The API as somebody who has signed in. */
function apiOf(role: Role, { url }: Pick<Stack, 'url'>): Promise<APIRequestContext> {
  return request.newContext({
    baseURL: url,
    extraHTTPHeaders: { origin: url },
    storageState: sessionFile(role),
  })
}

async function addLine(admin: APIRequestContext): Promise<void> {
  const policy = await admin.post('/api/v1/golden/policies', {
    data: {
      name: 'Journey',
      reason: 'For the journey',
      document: {
        requirements: [{ id: 'tests', kind: 'evidence', ref: 'EVD-001', level: 'block' }],
        approvalsMin: 2,
        validityDays: 30,
        graceDays: 7,
        waiverDaysMax: 7,
      },
    },
  })
  expect(policy.status()).toBe(201)
  const line = await admin.post('/api/v1/golden/lines', {
    data: {
      registry: 'main',
      repository: REPOSITORY,
      name: LINE,
      policy: (await policy.json()).id,
      isPublished: true,
    },
  })
  expect(line.status()).toBe(201)
}

/** From the row of a tag to the page of the candidate, whose address it gives. */
async function nominate(page: Page, tag: string): Promise<string> {
  await page.goto('/registries/main/repositories/payments~golden-journey')
  await page.getByRole('button', { name: `More for ${tag}` }).click()
  await page.getByRole('menuitem', { name: 'Nominate for golden…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Nominate for golden' })
  await dialog.getByRole('button', { name: 'Nominate' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `${LINE} ${tag}` })).toBeVisible()
  await expect(page.getByRole('list', { name: 'What is missing' })).toBeVisible()
  return new URL(page.url()).pathname
}

/** As a pipeline does: with a token that may add test results to this repository and nothing else. */
async function sendEvidence(
  developer: APIRequestContext,
  of: { stack: Stack; digest: string },
): Promise<void> {
  const made = await developer.post('/api/v1/tokens', {
    data: {
      name: 'journey ci',
      role: 'developer',
      scopes: [{ registry: 'main', path: REPOSITORY }],
      evidenceTypes: ['EVD-001'],
      expiresInDays: 1,
    },
  })
  expect(made.status()).toBe(201)
  const ci = await request.newContext({
    baseURL: of.stack.url,
    extraHTTPHeaders: { authorization: `Bearer ${(await made.json()).token}` },
  })
  const subject = { registry: 'main', repository: REPOSITORY, digest: of.digest }
  const forged = await ci.post('/api/v1/evidence', {
    data: { subject, type: 'EVD-007', payload: '{"name":"pen-test","result":"PASSED"}' },
  })
  expect(forged.status()).toBe(403)
  const sent = await ci.post('/api/v1/evidence', { data: { subject, type: 'EVD-001', payload: JUNIT } })
  expect(sent.status()).toBe(201)
}

/** The button says why it does nothing for who nominated. */
async function refusesTheNominator(page: Page): Promise<void> {
  const approve = page.getByRole('button', { name: 'Approve…' })
  await expect(approve).toHaveAttribute('aria-disabled', 'true')
}

async function approveFromInbox(browser: Browser, as: { role: Role; stack: Stack }): Promise<void> {
  const page = await pageOf(browser, as)
  await page.goto('/golden/inbox')
  const row = page.getByRole('listitem').filter({ hasText: `${LINE} 1.0.0` })
  await row.getByRole('link', { name: 'Approve…' }).click()
  await page.getByRole('button', { name: 'Approve…' }).click()
  const dialog = page.getByRole('dialog', { name: `Approve ${LINE} 1.0.0` })
  await dialog.getByRole('button', { name: 'Approve', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('list', { name: 'Approvals' })).toContainText(as.role)
  await page.context().close()
}

async function pageOf(browser: Browser, { role, stack }: { role: Role; stack: Stack }): Promise<Page> {
  const context = await browser.newContext({ baseURL: stack.url, storageState: sessionFile(role) })
  return context.newPage()
}

/** A push of other bytes to the same tag, as anybody might. */
async function pushOver({ registryUrl }: Stack, { from, to }: { from: string; to: string }): Promise<void> {
  const image = `docker://${new URL(registryUrl).host}/${REPOSITORY}`
  await run('skopeo', [
    'copy',
    '--src-tls-verify=false',
    '--dest-tls-verify=false',
    `${image}:${from}`,
    `${image}:${to}`,
  ])
}

/** The drift shows by itself, is repaired from its row, and the registry has the golden bytes again. */
async function repair(browser: Browser, { stack, image }: { stack: Stack; image: Image }): Promise<void> {
  const page = await pageOf(browser, { role: 'owner', stack })
  await page.goto('/golden/drift')
  const row = page.getByRole('row').filter({ hasText: LINE })
  await expect(row).toContainText('The tag moved', { timeout: 30_000 })
  await row.getByRole('button', { name: 'Repair…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Repair', exact: true }).click()
  // While it is open, nothing behind it counts.
  await expect(page.getByRole('dialog')).toHaveCount(0, { timeout: 20_000 })
  await expect(row).toHaveCount(0, { timeout: 20_000 })

  expect(await digestAt(stack, image.tag)).toBe(image.digest)
  await page.context().close()
}

/** Deleted at the registry by its digest, it comes back with its tag, and the page of drift says by whom. */
async function seePutBack(browser: Browser, { stack, image }: { stack: Stack; image: Image }): Promise<void> {
  const address = `${stack.registryUrl}/v2/${REPOSITORY}/manifests/${image.digest}`
  expect((await fetch(address, { method: 'DELETE' })).status).toBe(202)
  const page = await pageOf(browser, { role: 'owner', stack })
  await page.goto('/golden/drift?state=resolved')
  // The manifest, and its tag where that was seen to be gone too.
  const row = page.getByRole('row').filter({ hasText: 'put back by Assay' }).first()
  await expect(row).toContainText(LINE, { timeout: 30_000 })
  expect(await digestAt(stack, image.tag)).toBe(image.digest)
  await expectAccessible(page)
  await page.context().close()
}

async function digestAt({ registryUrl }: Stack, tag: string): Promise<string | null> {
  const answer = await fetch(`${registryUrl}/v2/${REPOSITORY}/manifests/${tag}`, {
    headers: { accept: 'application/vnd.oci.image.manifest.v1+json' },
  })
  await answer.arrayBuffer()
  return answer.headers.get('docker-content-digest')
}
