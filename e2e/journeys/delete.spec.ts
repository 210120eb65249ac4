import { pushImage } from '../../lib/testing/push'
import { index, pull } from '../fixtures/images'
import { expect, test } from '../fixtures/test'

test.describe('deleting', () => {
  test.use({ role: 'admin' })

  test('one of two tags of a digest leaves the other, and can be undone', async ({ page, stack }) => {
    const target = { url: stack.registryUrl, repository: 'delete/pair' }
    await pushImage(target, { tag: 'stays', layers: ['a pair'] })
    await pushImage(target, { tag: 'goes', layers: ['a pair'] })
    await index(page, stack.url, target.repository)

    await page.goto('/registries/main/repositories/delete~pair')
    await page.getByRole('button', { name: 'More for goes' }).click()
    await page.getByRole('menuitem', { name: 'Delete tag…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Delete goes' })
    await expect(dialog).toContainText('stays')
    await dialog.getByLabel('Reason').fill('not needed')
    await dialog.getByRole('button', { name: 'Delete tag' }).click()
    // While it is open, nothing behind it counts.
    await expect(dialog).toHaveCount(0)
    await expect(page.getByRole('link', { name: 'goes', exact: true })).toHaveCount(0, { timeout: 30_000 })
    await pull(stack.registryUrl, 'delete/pair:stays')
    await expect(pull(stack.registryUrl, 'delete/pair:goes')).rejects.toThrow()

    await page.goto('/cleanup/trash?repository=delete%2Fpair')
    const row = page.getByRole('row').filter({ hasText: 'goes' })
    await expect(row).toContainText('not needed')
    await row.getByRole('button', { name: 'Restore' }).click()
    await page
      .getByRole('dialog', { name: 'Restore goes' })
      .getByRole('button', { name: 'Restore', exact: true })
      .click()
    await expect(row).toContainText('restored')
    await pull(stack.registryUrl, 'delete/pair:goes')
  })

  test('every tag that matches a filter goes, and no other', async ({ page, stack }) => {
    const target = { url: stack.registryUrl, repository: 'delete/bulk' }
    for (let build = 0; build < 3; build += 1) {
      await pushImage(target, { tag: `build-${build}`, layers: [`build ${build}`] })
    }
    await pushImage(target, { tag: 'release', layers: ['release'] })
    await index(page, stack.url, target.repository)

    await page.goto('/registries/main/repositories/delete~bulk?q=build')
    await expect(page.getByRole('link', { name: /^build-/ })).toHaveCount(3, { timeout: 30_000 })
    await page.getByRole('checkbox', { name: 'Choose every tag on this page' }).check()
    await page.getByRole('region', { name: 'Chosen tags' }).getByRole('button', { name: 'Delete…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete 3 tags' }).click()
    await expect(page.getByRole('dialog', { name: /^Delete/ })).toHaveCount(0)
    await expect(page.getByRole('link', { name: /^build-/ })).toHaveCount(0, { timeout: 30_000 })
    await pull(stack.registryUrl, 'delete/bulk:release')
  })
})

test.describe('a viewer', () => {
  test.use({ role: 'viewer' })

  test('sees why a tag may not be deleted', async ({ page, known }) => {
    const repository = known.repository.replaceAll('/', '~')
    await page.goto(`/registries/main/repositories/${repository}/tags/${known.tag}`)
    await page.getByRole('button', { name: 'Actions' }).click()
    const item = page.getByRole('menuitem', { name: /Delete tag/ })
    await expect(item).toBeDisabled()
    await expect(item).toContainText(/may|role|grant/i)
  })
})
