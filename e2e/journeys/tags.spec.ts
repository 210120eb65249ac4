import { expect, test } from '../fixtures/test'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

const ADDRESS = '/registries/main/repositories/payments~api'

test('newest versions come first, and another order stays in the address', async ({ page, known }) => {
  await page.goto(ADDRESS)
  await expect(page.getByRole('grid').getByRole('link', { name: known.tag, exact: true })).toBeVisible()

  await page.getByRole('columnheader', { name: 'Size' }).getByRole('button').click()
  await expect(page).toHaveURL(/sort=-?size/)
  await page.reload()
  await expect(page).toHaveURL(/sort=-?size/)
  await expect(page.getByRole('columnheader', { name: 'Size' })).toHaveAttribute(
    'aria-sort',
    /ascending|descending/,
  )
})

test('a filter narrows the table, counts, and survives a reload', async ({ page, known }) => {
  await page.goto(ADDRESS)
  await page.getByLabel('Filter tags').fill('main')
  const shown = Object.keys(known.tags).filter((tag) => tag.includes('main')).length
  const count = page.getByRole('status').filter({ hasText: `${shown} of` })
  await expect(count).toBeVisible()
  await expect(page).toHaveURL(/q=main/)

  await page.reload()
  await expect(count).toBeVisible()
  const tags = page.getByRole('grid')
  await expect(tags.getByRole('link', { name: 'main', exact: true })).toBeVisible()
  await expect(tags.getByRole('link', { name: known.tag, exact: true })).toBeHidden()
})

test('the pull command of a tag is copied', async ({ page, known, stack }) => {
  await page.goto(ADDRESS)
  await page.getByRole('button', { name: `pull command of ${known.tag}` }).click()

  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toBe(`docker pull ${new URL(stack.registryUrl).host}/${known.repository}:${known.tag}`)
})

test('tags of the same digest are told', async ({ page, known }) => {
  await page.goto(ADDRESS)
  const siblings = Object.entries(known.tags).filter(
    ([tag, digest]) => digest === known.digest && tag !== known.tag,
  )
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: known.tag, exact: true }) })
  await row.getByRole('button', { name: /same digest/ }).click()

  for (const [tag] of siblings)
    await expect(page.getByRole('dialog').getByText(tag, { exact: true })).toBeVisible()
})
