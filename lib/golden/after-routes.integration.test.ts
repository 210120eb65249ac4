import { afterEach, expect, it } from 'vitest'
import * as repair from '@/app/api/v1/golden/drift/[drift]/repair/route'
import * as drift from '@/app/api/v1/golden/drift/route'
import * as history from '@/app/api/v1/golden/lines/[line]/channels/[channel]/history/route'
import * as hold from '@/app/api/v1/golden/lines/[line]/channels/[channel]/hold/route'
import * as promote from '@/app/api/v1/golden/lines/[line]/channels/[channel]/promote/route'
import * as release from '@/app/api/v1/golden/lines/[line]/channels/[channel]/release/route'
import * as rollback from '@/app/api/v1/golden/lines/[line]/channels/[channel]/rollback/route'
import * as channels from '@/app/api/v1/golden/lines/[line]/channels/route'
import * as checks from '@/app/api/v1/golden/lines/[line]/checks/route'
import * as reportFile from '@/app/api/v1/golden/report/export/route'
import * as report from '@/app/api/v1/golden/report/route'
import * as dossier from '@/app/api/v1/golden/versions/[version]/dossier/route'
import { createToken } from '@/lib/access/use-cases/create-token'
import { parseRepositoryName } from '@/lib/oci/name'
import { installRuntime } from '@/lib/server/runtime'
import { adminActor, buildContext } from '@/lib/testing/context'
import { openSqliteForTest } from '@/lib/testing/database'
import { goldenWorld, makeGolden } from '@/lib/testing/golden-world'
import { REGISTRY_ID } from '@/lib/testing/index-fixture'
import { startTestRuntime, TEST_ORIGIN } from '@/lib/testing/runtime'

const NO_ID = '0'.repeat(29)
const reason = 'to see what it answers'
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  installRuntime(undefined)
  for (const close of closing.splice(0).reverse()) await close()
})

async function start() {
  const { database, close } = await openSqliteForTest()
  closing.push(close)
  const world = await goldenWorld(database)
  closing.push(() => world.close())
  startTestRuntime({ db: database, registries: world.ctx.registries })
  const token = (
    await createToken(buildContext({ db: database }), {
      name: 'all',
      role: 'admin',
      expiresInDays: 1,
      ownerId: adminActor.id,
    })
  ).text
  const call = async (
    handler: (request: Request) => Promise<Response>,
    [method, path]: readonly [string, string],
    body?: object,
  ) => {
    const answer = await handler(
      new Request(`${TEST_ORIGIN}/api/v1/golden/${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    )
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json') === true
    return { status: answer.status, body: isJson ? JSON.parse(text) : text }
  }
  const { version } = await makeGolden(world, '1.0')
  const line = `lines/${world.line.id}`
  return { world, call, version, line, dev: `${line}/channels/dev` }
}

it('sets a ladder, promotes, holds, releases and rolls back, and says why not where it does not', async () => {
  const { call, version, line, dev } = await start()
  const ladder = { channels: [{ name: 'dev' }, { name: 'prod', isProduction: true, soakHours: 2 }], reason }
  expect(await call(channels.PUT, ['PUT', `${line}/channels`], ladder)).toMatchObject({
    status: 200,
    body: { items: [{ name: 'dev', choices: [{ refusal: null }], revision: 1 }, { soakHours: 2 }] },
  })
  const at = (what: string, channel = dev) => ['POST', `${channel}/${what}`] as const
  const seen = { revision: 1 }
  const stale = await call(promote.POST, at('promote'), { version: version.id, revision: 9 })
  expect(stale).toMatchObject({ status: 412, body: { code: 'precondition-failed' } })
  expect(await call(promote.POST, at('promote'), { version: `ver_${NO_ID}`, ...seen })).toMatchObject({
    status: 404,
  })
  expect(await call(promote.POST, at('promote'), { version: version.id, ...seen })).toMatchObject({
    status: 200,
    body: { outcome: 'promoted', channel: { version: { name: '1.0' }, revision: 2 } },
  })
  const again = await call(promote.POST, at('promote'), { version: version.id, revision: 2 })
  expect(again).toMatchObject({
    status: 409,
    body: { code: 'promotion-refused', detail: 'It is there already.' },
  })
  const prod = `${line}/channels/prod`
  expect(await call(promote.POST, at('promote', prod), { version: version.id, ...seen })).toMatchObject({
    status: 403,
    body: { code: 'four-eyes' },
  })
  expect(await call(rollback.POST, at('rollback'), { revision: 2, reason })).toMatchObject({
    status: 409,
    body: { code: 'promotion-refused' },
  })
  expect(await call(hold.POST, at('hold'), { revision: 2, reason })).toMatchObject({
    status: 200,
    body: { isHeld: true, hold: { reason } },
  })
  expect(await call(release.POST, at('release'), { revision: 3 })).toMatchObject({ status: 200 })
  const twice = await call(release.POST, at('release'), { revision: 4 })
  expect(twice).toMatchObject({ status: 409, body: { code: 'conflict' } })
  expect(await call(history.GET, ['GET', `${dev}/history`])).toMatchObject({
    status: 200,
    body: { total: 3, items: [{ verb: 'release' }, { verb: 'hold' }, { verb: 'promote' }] },
  })
  expect(await call(history.GET, ['GET', `${line}/channels/none/history`])).toMatchObject({ status: 404 })
})

it.each<[string, unknown, string]>([
  ['two channels of one name', [{ name: 'dev' }, { name: 'dev' }], 'invalid-input'],
  [
    'two channels with one tag',
    [
      { name: 'a', tag: 'x' },
      { name: 'b', tag: 'x' },
    ],
    'invalid-input',
  ],
  ['a name that climbs', [{ name: '../dev' }], 'invalid-input'],
  ['a tag that is none', [{ name: 'dev', tag: 'a/b' }], 'invalid-tag'],
  ['a repository that climbs', [{ name: 'dev', repository: '../etc' }], 'invalid-repository'],
  ['nobody who has to agree', [{ name: 'dev', approvalsMin: 0 }], 'invalid-input'],
  ['half an hour of soak', [{ name: 'dev', soakHours: 0.5 }], 'invalid-input'],
])('refuses a ladder of %s', async (_, ladder, code) => {
  const { call, line } = await start()
  const refused = await call(channels.PUT, ['PUT', `${line}/channels`], {
    channels: ladder,
    reason,
  } as object)
  expect(refused.status).toBe(422)
  expect(JSON.stringify(refused.body)).toContain(code)
})

it('checks a line on request, lists what drifted, and repairs it once', async () => {
  const { world, call, version, line } = await start()
  expect(await call(checks.POST, ['POST', `${line}/checks`])).toMatchObject({
    status: 200,
    body: { open: 0 },
  })
  const client = await world.ctx.registries.client(REGISTRY_ID)
  await client.deleteManifest(parseRepositoryName(world.line.repository), version.digest)
  expect(await call(checks.POST, ['POST', `${line}/checks`])).toMatchObject({
    status: 200,
    body: { open: 1 },
  })
  const listed = await call(drift.GET, ['GET', 'drift'])
  expect(listed).toMatchObject({
    status: 200,
    body: {
      total: 1,
      items: [{ kind: 'manifest-missing', repair: { kind: 'put-back' }, can: { repair: { allowed: true } } }],
    },
  })
  const at = ['POST', `drift/${listed.body.items[0].id}/repair`] as const
  expect(await call(repair.POST, at, { reason })).toMatchObject({
    status: 200,
    body: { resolution: 'repaired', repairedBy: expect.any(String), repair: null },
  })
  expect(await call(repair.POST, at, {})).toMatchObject({ status: 409, body: { code: 'conflict' } })
  expect(await call(repair.POST, ['POST', `drift/dri_${NO_ID}/repair`], {})).toMatchObject({ status: 404 })
  const resolved = await call(drift.GET, ['GET', 'drift?state=resolved&kind=manifest-missing'])
  expect(resolved.body.total).toBe(1)
  expect(await call(drift.GET, ['GET', 'drift?kind=everything'])).toMatchObject({ status: 422 })
})

it('reports now, at a moment and as a file, and gives the dossier of a version', async () => {
  const { call, version } = await start()
  expect(await call(report.GET, ['GET', 'report'])).toMatchObject({
    status: 200,
    body: { totals: { golden: 1 }, items: [{ state: 'golden', drift: [] }], isTruncated: false },
  })
  expect(await call(report.GET, ['GET', 'report?at=1'])).toMatchObject({ status: 200, body: { items: [] } })
  for (const query of ['at=yesterday', 'at=-1', 'state=blessed', 'line=1']) {
    expect(await call(report.GET, ['GET', `report?${query}`])).toMatchObject({ status: 422 })
  }
  const csv = await call(reportFile.GET, ['GET', 'report/export?format=csv'])
  expect(csv.status).toBe(200)
  expect(csv.body).toContain(`"${version.digest}"`)
  expect(await call(reportFile.GET, ['GET', 'report/export?format=exe'])).toMatchObject({ status: 422 })
  expect(await call(dossier.GET, ['GET', `versions/${version.id}/dossier`])).toMatchObject({
    status: 200,
    body: { row: { state: 'golden' }, decisions: [{ verb: 'nominate' }, {}, {}, { verb: 'mark' }] },
  })
  expect(await call(dossier.GET, ['GET', `versions/ver_${NO_ID}/dossier`])).toMatchObject({ status: 404 })
})
