import { type Page, request } from '@playwright/test'
import { pushImage } from '../../lib/testing/push'
import { index } from '../fixtures/images'
import { type Stack, sessionFile } from '../fixtures/stack'
import { expect, test } from '../fixtures/test'

const REPOSITORY = 'payments/golden-slips'
const MIB = 1024 * 1024

test.describe('a slip while deciding about golden', () => {
  test.use({ role: 'admin' })
  test.slow()

  test('neither revokes, nor loses what was written, nor waits for ever', async ({ page, stack }) => {
    await goToGolden(page, stack)

    await page.getByRole('button', { name: 'Revoke…' }).click()
    const revocation = page.getByRole('dialog', { name: /^Revoke/ })
    await revocation.getByLabel('Reason').fill('End of life')
    await revocation.getByText('At a time').click()
    await revocation.getByLabel('Time (UTC)').fill('2020-01-01T00:00')
    await expect(revocation).toContainText('That moment has passed.')
    await expect(revocation.getByRole('button', { name: 'Announce' })).toBeDisabled()
    await page.mouse.click(4, 4)
    await expect(revocation.getByLabel('Reason')).toHaveValue('End of life')
    await page.keyboard.press('Escape')
    await expect(revocation).toHaveCount(0)

    await page.getByRole('button', { name: 'Add…' }).click()
    const evidence = page.getByRole('dialog', { name: 'Add evidence' })
    const buffer = Buffer.alloc(8 * MIB + 1, 'a')
    await evidence.getByLabel('File').setInputFiles({ name: 'large.json', mimeType: 'text/plain', buffer })
    await expect(evidence).toContainText('larger than 8 MiB')
    await expect(evidence.getByRole('button', { name: 'Add evidence' })).toBeDisabled()
    // Whoever sends it all the same is answered.
    expect(await page.evaluate(sendLarge, 18 * MIB)).toBe(413)
  })

  test('publishes no policy that cannot be read', async ({ page }) => {
    await page.goto('/golden/policies/new')
    await page.getByLabel('Name', { exact: true }).fill('Slips')
    await page.getByText('JSON', { exact: true }).click()
    const text = page.getByLabel('Policy as JSON')
    const written = await text.inputValue()
    await text.fill(written.replace('"approvalsMin": 2', '"approvalsMin": "two"'))
    await expect(page.getByText('approvalsMin is a number.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Publish policy' })).toBeDisabled()

    await page.getByText('Form', { exact: true }).click()
    await expect(text).toHaveValue(/"two"/)
  })
})

/** To a version that its checks alone let become golden. */
async function goToGolden(page: Page, stack: Stack): Promise<void> {
  await pushImage({ url: stack.registryUrl, repository: REPOSITORY }, { tag: '1.0.0', layers: ['a slip'] })
  await index(page, stack.url, REPOSITORY)
  const headers = { origin: stack.url }
  const requirements = [{ id: 'format', kind: 'check', ref: 'IMG-020', level: 'block' }]
  const times = { validityDays: 30, graceDays: 7, waiverDaysMax: 7 }
  const document = { requirements, approvalsMin: 0, ...times }
  const policy = await page.request.post('/api/v1/golden/policies', {
    headers,
    data: { name: 'By its checks', reason: 'For the journey', document },
  })
  const place = { registry: 'main', repository: REPOSITORY, name: 'golden-slips' }
  const line = await page.request.post('/api/v1/golden/lines', {
    headers,
    data: { ...place, policy: (await policy.json()).id, isPublished: true },
  })
  const developer = await request.newContext({
    baseURL: stack.url,
    extraHTTPHeaders: headers,
    storageState: sessionFile('developer'),
  })
  const version = await developer.post(`/api/v1/golden/lines/${(await line.json()).id}/versions`, {
    data: { reference: '1.0.0' },
  })
  expect(version.status()).toBe(201)
  await page.goto(`/golden/versions/${(await version.json()).id}`)
  await page.getByRole('button', { name: 'Mark golden…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Mark golden' }).click()
  await expect(page.getByRole('region', { name: 'Where it stands' })).toContainText('In force')
}

async function sendLarge(bytes: number): Promise<number> {
  const answer = await fetch('/api/v1/evidence', { method: 'POST', body: 'a'.repeat(bytes) })
  return answer.status
}
