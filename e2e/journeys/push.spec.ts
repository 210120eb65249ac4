import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from '../fixtures/test'

const run = promisify(execFile)
const SHOWN_WITHIN_MS = 2_000
const TAG = 'pushed-by-skopeo'

test.use({ role: 'admin' })

test('a push with skopeo shows in a page that is open, within two seconds of its end', async ({
  page,
  stack,
  known,
}) => {
  const host = new URL(stack.registryUrl).host
  const listening = page.waitForResponse((response) => response.url().includes('/api/v1/changes'))
  await page.goto(`/registries/main/repositories/${known.repository.replaceAll('/', '~')}`)
  await listening
  await page.getByRole('textbox', { name: 'Filter tags' }).fill(TAG)
  const pushed = page.getByRole('link', { name: TAG, exact: true })
  await expect(pushed).toHaveCount(0)

  const plain = ['--src-tls-verify=false', '--dest-tls-verify=false']
  const source = `docker://${host}/${known.repository}:${known.tag}`
  await run('skopeo', ['copy', '--all', ...plain, source, `docker://${host}/${known.repository}:${TAG}`])
  const endedAt = Date.now()
  await expect(pushed).toBeVisible()
  const tookMs = Date.now() - endedAt

  test.info().annotations.push({ type: 'shown after', description: `${tookMs} ms` })
  expect(tookMs).toBeLessThan(SHOWN_WITHIN_MS)
})
