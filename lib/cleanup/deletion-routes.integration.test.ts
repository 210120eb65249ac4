import { afterEach, expect, it } from 'vitest'
import * as deletion from '@/app/api/v1/jobs/[job]/deletion/route'
import * as bulkPlan from '@/app/api/v1/registries/[registry]/repositories/[repository]/deletion-plan/route'
import * as deletions from '@/app/api/v1/registries/[registry]/repositories/[repository]/deletions/route'
import * as whole from '@/app/api/v1/registries/[registry]/repositories/[repository]/route'
import * as plan from '@/app/api/v1/registries/[registry]/repositories/[repository]/tags/[tag]/deletion-plan/route'
import * as tag from '@/app/api/v1/registries/[registry]/repositories/[repository]/tags/[tag]/route'
import { createToken } from '@/lib/access/use-cases/create-token'
import { installRuntime } from '@/lib/server/runtime'
import { adminActor, buildContext } from '@/lib/testing/context'
import { openSqliteForTest } from '@/lib/testing/database'
import { deletionWorld, runDeletion } from '@/lib/testing/deletion-world'
import { pushImage } from '@/lib/testing/push'
import { startTestRuntime, TEST_ORIGIN } from '@/lib/testing/runtime'

const PLACE = '/registries/main/repositories/team~app'
const OTHER = `sha256:${'0'.repeat(64)}`
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  installRuntime(undefined)
  for (const close of closing.splice(0).reverse()) await close()
})

async function start() {
  const { database, close } = await openSqliteForTest()
  closing.push(close)
  let digest = ''
  const world = await deletionWorld(database, async ({ url }) => {
    for (const name of ['a', 'b', 'c']) {
      digest = (await pushImage({ url, repository: 'team/app' }, { tag: name })).digest
    }
  })
  closing.push(() => world.close())
  startTestRuntime({ db: database, registries: world.ctx.registries })
  const tokenOf = async (role: 'admin' | 'member') => {
    const made = { name: role, role, expiresInDays: 1, ownerId: adminActor.id }
    return (await createToken(buildContext({ db: database }), made)).text
  }
  const token = await tokenOf('admin')
  const call = async (
    handler: (request: Request) => Promise<Response>,
    [method, path]: readonly [string, string],
    { body, headers = {}, as = token }: { body?: object; headers?: Record<string, string>; as?: string } = {},
  ) => {
    const request = new Request(`${TEST_ORIGIN}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const answer = await handler(request)
    return { status: answer.status, body: await answer.json() }
  }
  return { world, call, digest, tokenOf }
}

it('plans, deletes and tells of one tag, and says why not where it does not', async () => {
  const { world, call, digest, tokenOf } = await start()
  const seen = { 'if-match': `"${digest}"` }
  expect(await call(plan.GET, ['GET', `${PLACE}/tags/a/deletion-plan`])).toMatchObject({
    status: 200,
    body: { method: { kind: 'tombstone' }, live: { state: 'same' }, removedCount: 1 },
  })
  expect(await call(plan.GET, ['GET', `${PLACE}/tags/nosuch/deletion-plan`])).toMatchObject({ status: 404 })

  const at = ['DELETE', `${PLACE}/tags/a`] as const
  expect(await call(tag.DELETE, at)).toMatchObject({ status: 428, body: { code: 'precondition-required' } })
  const moved = await call(tag.DELETE, at, { headers: { 'if-match': `"${OTHER}"` } })
  expect(moved).toMatchObject({ status: 412, body: { code: 'tag-moved' } })
  expect(await call(tag.DELETE, at, { headers: seen, as: await tokenOf('member') })).toMatchObject({
    status: 403,
  })
  expect(await call(tag.DELETE, at, { headers: seen, as: 'asy_wrong' })).toMatchObject({ status: 401 })

  const headers = { ...seen, 'idempotency-key': 'one' }
  const started = await call(tag.DELETE, at, { headers })
  expect(started).toMatchObject({ status: 202, body: { total: 1 } })
  expect(await call(tag.DELETE, at, { headers })).toEqual(started)
  const again = await call(tag.DELETE, ['DELETE', `${PLACE}/tags/b`], { headers })
  expect(again).toMatchObject({ status: 422, body: { code: 'idempotency-key-reuse' } })

  await runDeletion(world, started.body.jobId)
  expect(await call(deletion.GET, ['GET', `/jobs/${started.body.jobId}/deletion`])).toMatchObject({
    status: 200,
    body: { counts: { verified: 1 }, items: [{ name: 'a', state: 'verified' }] },
  })
})

it.each([
  ['no tags', { tags: [] }, 'invalid-input'],
  ['two kinds of choice', { all: true, filter: {} }, 'invalid-input'],
  ['more than a thousand', { tags: many(1_001) }, 'too-many'],
  ['one bad name among many', { tags: [...many(17), { tag: 'bad name', digest: OTHER }] }, 'invalid-tag'],
  ['a pattern', { pattern: '(a+)+$' }, 'unknown-field'],
])('refuses a deletion of %s and starts nothing', async (_, body, code) => {
  const { world, call } = await start()
  const refused = await call(deletions.POST, ['POST', `${PLACE}/deletions`], { body })
  expect(refused.status).toBe(422)
  expect(JSON.stringify(refused.body)).toContain(code)
  expect(await world.db.query.selectFrom('deletion').select('id').execute()).toEqual([])
})

function many(count: number) {
  return Array.from({ length: count }, (_, at) => ({ tag: `t${at}`, digest: OTHER }))
}

it('plans a repository and deletes it once its name is typed', async () => {
  const { world, call } = await start()
  expect(
    await call(bulkPlan.POST, ['POST', `${PLACE}/deletion-plan`], { body: { all: true } }),
  ).toMatchObject({
    status: 200,
    body: { tagCount: 3, confirmation: { kind: 'name', value: 'team/app' } },
  })
  const wrong = await call(whole.DELETE, ['DELETE', PLACE], { body: { confirm: 'team' } })
  expect(wrong).toMatchObject({ status: 409, body: { code: 'confirmation-required' } })
  const started = await call(whole.DELETE, ['DELETE', PLACE], { body: { confirm: 'team/app' } })
  expect(started).toMatchObject({ status: 202, body: { total: 3 } })
  expect(await runDeletion(world, started.body.jobId)).toMatchObject({ status: 'succeeded', done: 3 })
})
