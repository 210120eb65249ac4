import { expect, test } from '../fixtures/test'

/* Who has which grants is said in scripts/lib/demo-people.mjs. */
const WITH_CLEAN_UP = [
  'Overview',
  'Repositories',
  'Golden',
  'Clean-up',
  'Activity',
  'Access',
  'Audit',
  'Settings',
]
const PLACES = WITH_CLEAN_UP.filter((place) => place !== 'Clean-up')
const WITHOUT_AUDIT = PLACES.filter((place) => place !== 'Audit')

const EXPECTED = [
  {
    role: 'admin',
    places: WITH_CLEAN_UP,
    tabs: ['People', 'Groups', 'Grants', 'API tokens', 'Explain'],
    foreign: 200,
    members: 200,
    sync: true,
  },
  {
    role: 'auditor',
    places: PLACES,
    tabs: ['People', 'Groups', 'Grants', 'API tokens', 'Explain'],
    foreign: 200,
    members: 200,
    sync: false,
  },
  {
    role: 'owner',
    places: WITH_CLEAN_UP,
    tabs: ['Grants', 'API tokens', 'Explain'],
    foreign: 404,
    members: 200,
    sync: true,
  },
  {
    role: 'developer',
    places: WITHOUT_AUDIT,
    tabs: ['API tokens', 'Explain'],
    foreign: 404,
    members: 403,
    sync: true,
  },
  {
    role: 'approver',
    places: WITHOUT_AUDIT,
    tabs: ['API tokens', 'Explain'],
    foreign: 404,
    members: 403,
    sync: false,
  },
  {
    role: 'viewer',
    places: WITHOUT_AUDIT,
    tabs: ['API tokens', 'Explain'],
    foreign: 200,
    members: 403,
    sync: false,
  },
] as const

const api = '/api/v1/registries/main'

for (const { role, places, tabs, foreign, members, sync } of EXPECTED) {
  test.describe(role, () => {
    test.use({ role })

    test('is led where they may go, and nowhere else', async ({ page }) => {
      await page.goto('/access')
      const main = page.getByRole('navigation', { name: 'Main' })
      await expect(main.getByRole('link')).toHaveText([...places])
      await expect(page.getByRole('navigation', { name: 'Access' }).getByRole('link')).toHaveText([...tabs])
    })

    test('sees exactly their namespaces, in lists, totals and search', async ({ page }) => {
      const { items } = await (await page.request.get(`${api}/namespaces`)).json()
      const tops = new Set(items.map((item: { namespace: string }) => item.namespace.split('/', 1)[0]))
      if (role === 'owner') expect([...tops]).toEqual(['payments'])
      if (role === 'developer' || role === 'approver')
        expect([...tops].toSorted()).toEqual(['payments', 'platform'])

      const list = await (await page.request.get(`${api}/repositories?limit=200`)).json()
      expect(list.total).toBe(list.items.length)
      for (const { name } of list.items)
        expect(tops.has(name.includes('/') ? name.split('/', 1)[0] : '')).toBe(true)

      const outside = await page.request.get(`${api}/repositories/commerce~storefront`)
      expect(outside.status()).toBe(foreign)
    })

    test('may in payments what their role says, and is told why not', async ({ page }) => {
      const own = await (await page.request.get(`${api}/repositories/payments~api`)).json()
      expect(own.can.sync.allowed).toBe(sync)
      if (!sync) expect(own.can.sync.reason).toMatch(/role/)
      else expect(own.can.sync.grounds.length).toBeGreaterThan(0)

      const answer = await page.request.get(`${api}/members?path=payments`)
      expect(answer.status()).toBe(members)
      const absent = await page.request.get(`${api}/repositories/commerce~nothing`)
      expect(absent.status()).toBe(404)
    })
  })
}

test.describe('an owner', () => {
  test.use({ role: 'owner' })

  test('adds and removes a member of their namespace, and of no other', async ({ page }) => {
    await page.goto('/registries/main/members?path=payments')
    await page.getByRole('button', { name: 'Add members' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'People and groups' }).fill('approver')
    await dialog.getByRole('option', { name: /approver/ }).click()
    await dialog.getByRole('radio', { name: 'developer' }).check({ force: true })
    await dialog.getByRole('button', { name: 'Add members' }).click()

    const remove = page.getByRole('button', { name: 'Remove approver as developer' })
    await remove.click()
    await expect(remove).toBeHidden()

    const body = {
      principals: [{ kind: 'user', id: 'usr_0' }],
      scopes: [{ registry: 'main', path: 'platform' }],
    }
    const headers = { origin: new URL(page.url()).origin }
    const answer = await page.request.post('/api/v1/grants', { data: { ...body, role: 'viewer' }, headers })
    expect([403, 404]).toContain(answer.status())
  })
})
