import { expect, it } from 'vitest'
import { presentAuditExport } from '@/lib/api/presenters/audit-export'
import type { Actor } from '@/lib/core/actor'
import type { Database } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { adminActor, buildClock, buildContext, buildPerson } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { recordDenied, resetDeniedLimits, settleDenied } from './denied'
import type { AuditEvent } from './event'
import { record } from './record'
import { countEvents } from './use-cases/count-events'
import { exportEvents } from './use-cases/export-events'
import { getEvent, listEvents } from './use-cases/list-events'

const EVENTS: readonly AuditEvent[] = [
  {
    type: 'registry.changed',
    resource: 'main',
    registryId: 'reg_1',
    before: { url: 'a' },
    after: { url: 'b' },
  },
  { type: 'sync.started', resource: 'main/team/app', registryId: 'reg_1', repository: 'team/app' },
  { type: 'sync.started', resource: 'main/team-a/app', registryId: 'reg_1', repository: 'team-a/app' },
  { type: 'sync.started', resource: 'main/team', registryId: 'reg_1', repository: 'team' },
  { type: 'sync.started', resource: 'other/team/app', registryId: 'reg_2', repository: 'team/app' },
  { type: 'user.created', resource: 'usr_x' },
  { type: 'session.refused', resource: 'sign-in' },
]

eachDatabase('reading the audit log', (open) => {
  const start = async () => {
    const db = await open()
    const clock = buildClock()
    for (const event of EVENTS) {
      await transaction(db, (tx) => record(buildContext({ db, clock, actor: adminActor }), tx, event))
      clock.advance(60_000)
    }
    return { db, clock, as: (actor: Actor) => buildContext({ db, clock, actor }) }
  }
  const resources = async (page: Promise<{ items: readonly { resource: string }[] }>) =>
    (await page).items.map(({ resource }) => resource)

  it('answers every filter, newest first', async () => {
    const { as } = await start()
    const list = (query: object) => resources(listEvents(as(adminActor), { limit: 50, ...query }))
    expect(await list({})).toHaveLength(7)
    expect(await list({ type: 'user.created' })).toEqual(['usr_x'])
    expect(await list({ outcome: 'denied' })).toEqual(['sign-in'])
    expect(await list({ type: 'registry.changed', resource: 'main' })).toEqual(['main'])
    expect(await list({ actor: 'admin', registry: 'reg_2' })).toEqual(['other/team/app'])
    expect(await list({ registry: 'reg_1', repository: 'team/app' })).toEqual(['main/team/app'])
    expect(await list({ actor: '%' })).toEqual([])
    expect(await list({ type: 'user.*' })).toEqual(['usr_x'])
    expect(await list({ type: 'use.*' })).toEqual([])
    expect(await list({ registry: 'reg_1', repository: 'team' })).toEqual(['main/team', 'main/team/app'])
    expect(await list({ resource: 'main/team' })).toEqual(['main/team', 'main/team/app'])
    expect(await list({ resource: 'main/tea' })).toEqual([])
    const from = buildClock().now() + 60_000
    expect(await list({ from, to: from + 60_000 })).toEqual(['main/team/app'])
  })

  it('pages without losing or repeating an event, also those of one instant', async () => {
    const { db, as } = await start()
    const still = buildContext({ db, clock: buildClock(), actor: adminActor })
    await transaction(db, async (tx) => {
      for (let at = 0; at < 9; at++) await record(still, tx, { type: 'user.changed', resource: `same-${at}` })
    })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listEvents(as(adminActor), { limit: 4, cursor })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toHaveLength(16)
    expect(new Set(seen).size).toBe(16)
  })

  it('shows owners what was done in their scope, by whole segments, and nobody else anything', async () => {
    const { as } = await start()
    const owner = (scope: object) => buildPerson('olga', { grants: [{ role: 'owner', ...scope }] })
    const list = (actor: Actor) => resources(listEvents(as(actor), { limit: 50 }))
    expect(await list(owner({ registryId: 'reg_1', path: 'team' }))).toEqual(['main/team', 'main/team/app'])
    expect(await list(owner({ path: 'team' }))).toEqual(['other/team/app', 'main/team', 'main/team/app'])
    expect(await list(owner({ registryId: 'reg_2' }))).toEqual(['other/team/app'])
    expect(await list(owner({}))).toHaveLength(5)
    expect(await list(buildPerson('audra', { role: 'auditor' }))).toHaveLength(7)
    // Last, as the refusal is an event of its own.
    const maintainer = buildPerson('max', { grants: [{ role: 'maintainer' }] })
    await expect(list(maintainer)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('hides a foreign event like one that is not there', async () => {
    const { as } = await start()
    const [foreign] = (await listEvents(as(adminActor), { limit: 1, type: 'user.created' })).items
    const olga = as(buildPerson('olga', { grants: [{ role: 'owner', registryId: 'reg_1' }] }))
    for (const id of [foreign?.id ?? '', 'evt_absent']) {
      await expect(getEvent(olga, id)).rejects.toMatchObject({ code: 'not-found' })
    }
  })

  it('counts over time, denied events apart', async () => {
    const { as } = await start()
    const { sizeMs, counts } = await countEvents(as(adminActor), {})
    expect(sizeMs).toBe(60_000)
    expect(counts.map(({ done, denied }) => [done, denied])).toEqual([
      ...Array.from({ length: 6 }, () => [1, 0]),
      [0, 1],
      [0, 0],
    ])
  })

  it('exports what a filter names, and records that a copy was taken', async () => {
    const { db, as } = await start()
    const rows = await exportEvents(as(adminActor), { format: 'ndjson', registry: 'reg_1' })
    const text = await textOf(presentAuditExport('ndjson', rows).text)
    const events = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(events.map((event) => event.resource)).toEqual([
      'main',
      'main/team/app',
      'main/team-a/app',
      'main/team',
    ])
    expect(events[0]).toMatchObject({ before: { url: 'a' }, after: { url: 'b' }, hash: expect.any(String) })
    expect(await newest(db)).toMatchObject({ type: 'audit.exported', registry_id: 'reg_1' })

    const array = presentAuditExport('json', await exportEvents(as(adminActor), { format: 'json' }))
    expect(JSON.parse(await textOf(array.text))).toHaveLength(8)
    const none = await exportEvents(as(adminActor), { format: 'json', actor: 'nobody' })
    expect(JSON.parse(await textOf(presentAuditExport('json', none).text))).toEqual([])
  })

  it('exports no cell that a spreadsheet takes for a formula', async () => {
    const { db, as } = await start()
    const hostile = [
      "=cmd|' /C calc'!A0",
      '+1',
      '-1',
      '@SUM(1)',
      '\t=1',
      '\r=1',
      '＝1',
      '＋1',
      '－1',
      '＠1',
      '  =1',
      '\u200b=1',
    ]
    await transaction(db, async (tx) => {
      for (const resource of hostile) await record(as(adminActor), tx, { type: 'user.changed', resource })
    })
    const rows = await exportEvents(as(adminActor), { format: 'csv', type: 'user.changed' })
    const text = await textOf(presentAuditExport('csv', rows).text)
    for (const resource of hostile) expect(text).toContain(`"'${resource}"`)
    expect(text).not.toMatch(/(?:^|,)"[\s\u200b]*[=+\-@＝＋－＠]/m)
  })

  it('writes a denied attempt with its grounds, and not more of it than three in a minute', async () => {
    const { as } = await start()
    resetDeniedLimits()
    const viewer = as(buildPerson('vera'))
    for (let at = 0; at < 10; at++) {
      await recordDenied(
        viewer,
        'registry:manage',
        { registryId: 'reg_1', repository: 'team' },
        'This needs the role admin.',
      )
    }
    await settleDenied()
    const { items } = await listEvents(as(adminActor), { limit: 50, actor: 'usr_vera' })
    expect(items).toHaveLength(3)
    expect(items[0]).toMatchObject({
      type: 'access.denied',
      outcome: 'denied',
      resource: 'reg_1/team',
      registry_id: 'reg_1',
      grounds: 'This needs the role admin.',
    })
  })

  it('writes a denied attempt made inside a transaction, after it', async () => {
    const { db, as } = await start()
    resetDeniedLimits()
    await transaction(db, async (tx) => {
      await recordDenied(as(buildPerson('vera')), 'user:manage', {}, 'No.')
      await record(as(adminActor), tx, { type: 'user.changed', resource: 'inside' })
    })
    await settleDenied()
    expect(await newest(db)).toMatchObject({ type: 'access.denied', resource: 'user' })
  })
})

async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const chunk of chunks) text += chunk
  return text
}

async function newest(db: Database) {
  return db.query
    .selectFrom('audit_event')
    .selectAll()
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
}
