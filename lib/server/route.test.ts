import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { endpoint } from '@/lib/api/contracts/endpoint'
import { limitQuery, repositorySlugParam, searchText, sortQuery } from '@/lib/api/contracts/fields'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { startTestRuntime, TEST_ORIGIN } from '@/lib/testing/runtime'
import { type RouteHandler, route } from './route'
import { installRuntime } from './runtime'

const list = endpoint({
  method: 'GET',
  path: '/api/v1/toys/{repository}',
  summary: 'Look at a toy',
  tag: 'Toys',
  access: 'public',
  params: z.object({ repository: repositorySlugParam }),
  query: z.object({ q: searchText.optional(), sort: sortQuery(['name', 'size'], 'name'), limit: limitQuery }),
  status: 200,
  output: z.object({ repository: z.string(), q: z.string().nullable(), limit: z.number(), sort: z.string() }),
  problems: [],
})
const create = endpoint({
  method: 'POST',
  path: '/api/v1/toys',
  summary: 'Make a toy',
  tag: 'Toys',
  access: 'public',
  body: z.strictObject({ name: z.string().max(40), deep: z.unknown().optional() }),
  status: 201,
  output: z.object({ name: z.string() }),
  problems: [],
})
const closed = endpoint({
  method: 'GET',
  path: '/api/v1/closed',
  summary: 'Look at what is closed',
  tag: 'Toys',
  access: 'actor',
  status: 200,
  output: z.object({}),
  problems: [],
})

const GET = route(list, async ({ params, query }) => ({
  repository: params.repository,
  q: query.q ?? null,
  limit: query.limit,
  sort: query.sort,
}))
const POST = route(create, async ({ body }) => ({ name: body.name, secret: 'not in the contract' }))
const CLOSED = route(closed, async () => ({}))

beforeEach(() => void startTestRuntime())
afterEach(() => installRuntime(undefined))

async function call(handler: RouteHandler, request: Request) {
  const response = await handler(request)
  const text = await response.text()
  const json: unknown = text === '' ? undefined : JSON.parse(text)
  return { status: response.status, code: codeOf(json), json, text, headers: response.headers }
}

function codeOf(json: unknown): unknown {
  return typeof json === 'object' && json !== null && 'code' in json ? json.code : undefined
}

/** Status and code, as a table reads best. */
function verdictOf(answer: { readonly status: number; readonly code: unknown }): string {
  return answer.code === undefined ? `${answer.status}` : `${answer.status} ${answer.code}`
}

const get = (path: string) => call(GET, new Request(`${TEST_ORIGIN}/api/v1/toys/${path}`))

function post(
  body: BodyInit | null,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) {
  return call(POST, new Request(`${TEST_ORIGIN}/api/v1/toys`, { method: 'POST', body, headers }))
}

const nested = (depth: number) => `{"name":"x","deep":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`

describe('a body', () => {
  it.each([
    ['an array', '[]', '400 invalid-json'],
    ['null', 'null', '400 invalid-json'],
    ['a string', '"x"', '400 invalid-json'],
    ['a number', '1', '400 invalid-json'],
    ['nothing', '', '400 invalid-json'],
    ['an open brace', '{', '400 invalid-json'],
    ['a byte order mark', '\ufeff{"name":"x"}', '400 invalid-json'],
    ['invalid UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), '400 invalid-json'],
    ['NaN', '{"name":NaN}', '400 invalid-json'],
    ['a trailing comma', '{"name":"x",}', '400 invalid-json'],
    ['a key twice', '{"name":"x","name":"y"}', '400 invalid-json'],
    ['a key twice, once escaped', '{"name":"x","n\\u0061me":"y"}', '400 invalid-json'],
    ['32 levels', nested(32), '201'],
    ['33 levels', nested(33), '400 json-too-deep'],
    ['30,000 levels', nested(30_000), '400 json-too-deep'],
    ['brackets inside of a string', `{"name":"${'['.repeat(40)}"}`, '201'],
    ['an unknown key', '{"name":"x","isAdmin":true}', '422 unknown-field'],
    ['__proto__', '{"name":"x","__proto__":{"isAdmin":true}}', '422 unknown-field'],
    ['an escaped __proto__', '{"name":"x","\\u005f_proto__":{}}', '422 unknown-field'],
    ['constructor', '{"name":"x","constructor":{}}', '422 unknown-field'],
    ['a wrong type', '{"name":1}', '422 invalid-input'],
    ['64 KiB and one byte', `{"name":"x"${' '.repeat(65_536 - 11)}}`, '413 body-too-large'],
    ['64 KiB', `{"name":"x"${' '.repeat(65_536 - 12)}}`, '201'],
  ])('of %s is answered as it should be', async (_, body, expected) => {
    expect(verdictOf(await post(body))).toBe(expected)
  })

  it.each([
    ['text/plain', { 'content-type': 'text/plain' }],
    ['multipart', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['none', { 'content-type': '' }],
  ])('of content type %s is answered 415', async (_, headers) => {
    expect(await post('{"name":"x"}', headers)).toMatchObject({ status: 415, code: 'unsupported-media-type' })
  })

  it('is read no further than its limit, whatever length it claims', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1024
        controller.enqueue(new Uint8Array(1024).fill(0x20))
      },
    })
    const init = {
      method: 'POST',
      body: endless,
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    }
    const answer = await call(POST, new Request(`${TEST_ORIGIN}/api/v1/toys`, init))
    expect(answer).toMatchObject({ status: 413, code: 'body-too-large' })
    expect(sent).toBeLessThan(200_000)
  })

  it('that is hostile to the scanner costs no more than any other', async () => {
    const started = performance.now()
    await post(`{"name":"${'\\"'.repeat(30_000)}`)
    await post('"'.repeat(65_000))
    await post('{'.repeat(65_000))
    expect(performance.now() - started).toBeLessThan(1000)
  })
})

describe('a query', () => {
  it.each([
    ['limit=0', 422, 'invalid-limit'],
    ['limit=-1', 422, 'invalid-limit'],
    ['limit=201', 422, 'invalid-limit'],
    ['limit=1e9', 422, 'invalid-limit'],
    ['limit=abc', 422, 'invalid-limit'],
    ['limit=1.5', 422, 'invalid-limit'],
    ['limit=%205', 422, 'invalid-limit'],
    ['limit=200', 200, undefined],
    ['sort=name;drop', 422, 'invalid-sort'],
    ['sort=password', 422, 'invalid-sort'],
    ['sort=__proto__', 422, 'invalid-sort'],
    ['sort=name,name', 422, 'invalid-sort'],
    ['sort=-size', 200, undefined],
    ['q=%25', 200, undefined],
    ["q=_%5C'%22$%7B%7D", 200, undefined],
    [`q=${'('.repeat(1024)}`, 200, undefined],
    [`q=${'('.repeat(1025)}`, 422, 'invalid-input'],
    ['q=a%00b', 400, 'invalid-request'],
    ['q=a&q=b', 400, 'duplicate-parameter'],
    ['isAdmin=1', 422, 'unknown-field'],
    ['__proto__=1', 422, 'unknown-field'],
    ['constructor=1', 422, 'unknown-field'],
  ])('of %s is answered %i', async (query, status, code) => {
    expect(await get(`a?${query}`)).toMatchObject({ status, code })
  })

  it('names the parameter that is wrong', async () => {
    const { json } = await get('a?limit=0')
    expect(json).toMatchObject({ errors: [{ pointer: '?limit', code: 'invalid-limit' }] })
  })
})

describe('an address', () => {
  it.each([
    ['team-a~app', 200, 'team-a/app'],
    ['a%2fb', 200, 'a/b'],
    ['a%252fb', 422, undefined],
    ['A~b', 422, undefined],
    ['a%00', 422, undefined],
    ['..%2fx', 422, undefined],
    ['%E0%A4%A', 400, undefined],
  ])('of %s is decoded once and answered %i', async (path, status, repository) => {
    const answer = await get(path)
    expect(answer.status).toBe(status)
    if (repository !== undefined) expect(answer.json).toMatchObject({ repository })
  })

  it('of another shape than the contract is not found', async () => {
    expect(await get('a/b')).toMatchObject({ status: 404, code: 'not-found' })
  })
})

describe('an answer', () => {
  it('holds what the contract names and nothing else', async () => {
    expect((await post('{"name":"x"}')).json).toEqual({ name: 'x' })
  })

  it('is kept by nobody and names its request', async () => {
    const { headers } = await get('a')
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('vary')).toBe('Cookie, Authorization')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-request-id')).toMatch(/^req_/)
  })

  it('never repeats what was sent', async () => {
    for (const answer of [
      await post('{"name":"x","canary-7f3a":1}'),
      await post('{"name":"canary-7f3a'),
      await post(`{"name":"${'canary-7f3a'.repeat(9)}"}`),
      await get('a?canary-7f3a=1'),
      await get('a?sort=canary-7f3a'),
      await get('CANARY-7f3a'),
    ]) {
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.text.toLowerCase()).not.toContain('canary-7f3a')
    }
  })

  it('to a bug tells its request id and nothing of the bug', async () => {
    const broken = route(list, async () => {
      throw new Error('SELECT password FROM somewhere')
    })
    const answer = await call(broken, new Request(`${TEST_ORIGIN}/api/v1/toys/a`))
    expect(answer).toMatchObject({ status: 500, code: 'internal' })
    expect(answer.text).not.toContain('SELECT')
    expect(answer.json).toMatchObject({ instance: `/requests/${answer.headers.get('x-request-id')}` })
  })

  it('that breaks its contract is a failure of ours', async () => {
    const broken = route(list, async () => ({ repository: 'a', q: null, limit: Number.NaN, sort: 'name' }))
    const answer = await call(broken, new Request(`${TEST_ORIGIN}/api/v1/toys/a`))
    expect(answer).toMatchObject({ status: 500, code: 'internal' })
  })

  it('says when to come back', async () => {
    const busy = route(list, async () => {
      throw new AppError('database-busy', 'Busy.', { retryAfterSeconds: 7 })
    })
    const answer = await call(busy, new Request(`${TEST_ORIGIN}/api/v1/toys/a`))
    expect(answer).toMatchObject({ status: 503, json: { retryAfter: 7 } })
    expect(answer.headers.get('retry-after')).toBe('7')
  })

  it('knows a failure of ours by its shape, for each bundle has a class of its own', async () => {
    const foreign = Object.assign(new Error('x'), { code: 'not-found', detail: 'There is nothing here.' })
    const handler = route(list, async () => {
      throw foreign
    })
    const answer = await call(handler, new Request(`${TEST_ORIGIN}/api/v1/toys/a`))
    expect(answer).toMatchObject({ status: 404, code: 'not-found' })
  })

  it('is the same for what is absent and what is hidden', async () => {
    const handler = route(list, async () => {
      throw new NotFoundError()
    })
    const bodies = await Promise.all(
      ['a', 'b'].map(async (path) => {
        const { text } = await call(handler, new Request(`${TEST_ORIGIN}/api/v1/toys/${path}`))
        return text.replace(/req_[0-9a-z]+/, '')
      }),
    )
    expect(bodies[0]).toBe(bodies[1])
  })
})

describe('a stranger', () => {
  it.each([
    ['nothing', undefined],
    ['a percent sign', 'Bearer %E0%A4%A'],
    ['Bearer alone', 'Bearer'],
    ['two tokens', 'Bearer a b'],
    ['Basic', 'Basic !!!'],
    ['8 KB', `Bearer ${'a'.repeat(8192)}`],
    ['a session as a token', 'Bearer eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a.b.c'],
  ])('who sends %s is answered 401', async (_, authorization) => {
    const headers = authorization === undefined ? {} : { authorization }
    const answer = await call(CLOSED, new Request(`${TEST_ORIGIN}/api/v1/closed`, { headers }))
    expect(answer).toMatchObject({ status: 401, code: 'unauthenticated' })
    expect(answer.headers.get('www-authenticate')).toContain('Bearer')
  })

  it.each([
    ['garbage', 'assay.session=garbage'],
    ['an unsigned token', 'assay.session=eyJhbGciOiJub25lIn0.e30.'],
    ['many parts', Array.from({ length: 50 }, (_, at) => `assay.session.${at}=x`).join('; ')],
    ['broken encoding', 'assay.session=%E0%A4%A'],
  ])('whose session cookie is %s is answered 401 and loses it', async (_, cookie) => {
    const answer = await call(CLOSED, new Request(`${TEST_ORIGIN}/api/v1/closed`, { headers: { cookie } }))
    expect(answer).toMatchObject({ status: 401, code: 'unauthenticated' })
    expect(answer.headers.get('set-cookie')).toMatch(/^assay\.session=; .*Max-Age=0/)
  })

  it('learns nothing about an address by sending nonsense to it', async () => {
    const answer = await call(CLOSED, new Request(`${TEST_ORIGIN}/api/v1/closed?a=1&a=2`))
    expect(answer).toMatchObject({ status: 401, code: 'unauthenticated' })
  })
})

describe('a change asked for by a page', () => {
  it.each([
    ['of ours', { origin: TEST_ORIGIN }, 201],
    ['of ours, as the browser says', { 'sec-fetch-site': 'same-origin', origin: TEST_ORIGIN }, 201],
    ['of nobody, typed in', { 'sec-fetch-site': 'none' }, 201],
    ['of another site', { 'sec-fetch-site': 'cross-site', origin: TEST_ORIGIN }, 403],
    ['of a sibling site', { 'sec-fetch-site': 'same-site', origin: TEST_ORIGIN }, 403],
    ['of a hidden origin', { origin: 'null' }, 403],
    ['of an origin that looks alike', { origin: 'http://127.0.0.1:3000.evil.test' }, 403],
    ['of our host by another scheme', { origin: 'https://127.0.0.1:3000' }, 403],
    ['of our host on another port', { origin: 'http://127.0.0.1:3001' }, 403],
  ])('%s is answered as it should be', async (_, headers, status) => {
    const answer = await post('{"name":"x"}', { 'content-type': 'application/json', ...headers })
    expect(answer.status).toBe(status)
    if (status === 403) expect(answer.code).toBe('cross-site-request')
  })
})
