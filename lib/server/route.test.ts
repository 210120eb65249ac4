import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError, NotFoundError } from '@/lib/core/errors'
import { startTestRuntime, TEST_ORIGIN } from '@/lib/testing/runtime'
import { callRoute, closedToy, getToy, postToy, toyContract } from '@/lib/testing/toy-endpoints'
import { route } from './route'
import { installRuntime } from './runtime'

beforeEach(() => void startTestRuntime())
afterEach(() => installRuntime(undefined))

describe('an answer', () => {
  it('holds what the contract names and nothing else', async () => {
    expect((await postToy('{"name":"x"}')).json).toEqual({ name: 'x' })
  })

  it('is kept by nobody and names its request', async () => {
    const { headers } = await getToy('a')
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('vary')).toBe('Cookie, Authorization')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-request-id')).toMatch(/^req_/)
  })

  it('never repeats what was sent', async () => {
    for (const answer of [
      await postToy('{"name":"x","canary-7f3a":1}'),
      await postToy('{"name":"canary-7f3a'),
      await postToy(`{"name":"${'canary-7f3a'.repeat(9)}"}`),
      await getToy('a?canary-7f3a=1'),
      await getToy('a?sort=canary-7f3a'),
      await getToy('CANARY-7f3a'),
    ]) {
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.text.toLowerCase()).not.toContain('canary-7f3a')
    }
  })

  it('to a bug tells its request id and nothing of the bug', async () => {
    const broken = route(toyContract, async () => {
      throw new Error('SELECT password FROM somewhere')
    })
    const answer = await callRoute(broken, new Request(`${TEST_ORIGIN}/api/v1/toys/a`))
    expect(answer).toMatchObject({ status: 500, code: 'internal' })
    expect(answer.text).not.toContain('SELECT')
    expect(answer.json).toMatchObject({ instance: `/requests/${answer.headers.get('x-request-id')}` })
  })

  it('that breaks its contract is a failure of ours', async () => {
    const broken = route(toyContract, async () => ({
      repository: 'a',
      q: null,
      limit: Number.NaN,
      sort: 'name',
    }))
    const answer = await callRoute(broken, new Request(`${TEST_ORIGIN}/api/v1/toys/a`))
    expect(answer).toMatchObject({ status: 500, code: 'internal' })
  })

  it('says when to come back', async () => {
    const busy = route(toyContract, async () => {
      throw new AppError('database-busy', 'Busy.', { retryAfterSeconds: 7 })
    })
    const answer = await callRoute(busy, new Request(`${TEST_ORIGIN}/api/v1/toys/a`))
    expect(answer).toMatchObject({ status: 503, json: { retryAfter: 7 } })
    expect(answer.headers.get('retry-after')).toBe('7')
  })

  it('knows a failure of ours by its mark, for each bundle has a class of its own', async () => {
    vi.resetModules()
    const other = await import('@/lib/core/errors')
    const handler = route(toyContract, async () => {
      throw new other.NotFoundError()
    })
    const answer = await callRoute(handler, new Request(`${TEST_ORIGIN}/api/v1/toys/a`))
    expect(answer).toMatchObject({ status: 404, code: 'not-found' })
  })

  it('is the same for what is absent and what is hidden', async () => {
    const handler = route(toyContract, async () => {
      throw new NotFoundError()
    })
    const bodies = await Promise.all(
      ['a', 'b'].map(async (path) => {
        const { text } = await callRoute(handler, new Request(`${TEST_ORIGIN}/api/v1/toys/${path}`))
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
    const answer = await callRoute(closedToy, new Request(`${TEST_ORIGIN}/api/v1/closed`, { headers }))
    expect(answer).toMatchObject({ status: 401, code: 'unauthenticated' })
    expect(answer.headers.get('www-authenticate')).toContain('Bearer')
  })

  it.each([
    ['garbage', 'assay.session=garbage'],
    ['an unsigned token', 'assay.session=eyJhbGciOiJub25lIn0.e30.'],
    ['many parts', Array.from({ length: 50 }, (_, at) => `assay.session.${at}=x`).join('; ')],
    ['broken encoding', 'assay.session=%E0%A4%A'],
  ])('whose session cookie is %s is answered 401 and loses it', async (_, cookie) => {
    const answer = await callRoute(
      closedToy,
      new Request(`${TEST_ORIGIN}/api/v1/closed`, { headers: { cookie } }),
    )
    expect(answer).toMatchObject({ status: 401, code: 'unauthenticated' })
    expect(answer.headers.get('set-cookie')).toMatch(/^assay\.session=; .*Max-Age=0/)
  })

  it('learns nothing about an address by sending nonsense to it', async () => {
    const answer = await callRoute(closedToy, new Request(`${TEST_ORIGIN}/api/v1/closed?a=1&a=2`))
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
    const answer = await postToy('{"name":"x"}', { 'content-type': 'application/json', ...headers })
    expect(answer.status).toBe(status)
    if (status === 403) expect(answer.code).toBe('cross-site-request')
  })
})
