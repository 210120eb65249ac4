import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestRuntime, TEST_ORIGIN } from '@/lib/testing/runtime'
import { callRoute, createToy, getToy, postToy, verdictOf } from '@/lib/testing/toy-endpoints'
import { installRuntime } from './runtime'

beforeEach(() => void startTestRuntime())
afterEach(() => installRuntime(undefined))

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
    expect(verdictOf(await postToy(body))).toBe(expected)
  })

  it.each([
    ['text/plain', { 'content-type': 'text/plain' }],
    ['multipart', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['none', { 'content-type': '' }],
  ])('of content type %s is answered 415', async (_, headers) => {
    expect(await postToy('{"name":"x"}', headers)).toMatchObject({
      status: 415,
      code: 'unsupported-media-type',
    })
  })

  it('is let finish and then left, whatever length it claims, so that its sender reads the answer', async () => {
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
    const answer = await callRoute(createToy, new Request(`${TEST_ORIGIN}/api/v1/toys`, init))
    expect(answer).toMatchObject({ status: 413, code: 'body-too-large' })
    expect(sent).toBeGreaterThan(4 * 1024 * 1024)
    expect(sent).toBeLessThan(9 * 1024 * 1024)
  })

  it('that is hostile to the scanner costs no more than any other', async () => {
    const started = performance.now()
    await postToy(`{"name":"${'\\"'.repeat(30_000)}`)
    await postToy('"'.repeat(65_000))
    await postToy('{'.repeat(65_000))
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
    expect(await getToy(`a?${query}`)).toMatchObject({ status, code })
  })

  it('names the parameter that is wrong', async () => {
    const { json } = await getToy('a?limit=0')
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
    const answer = await getToy(path)
    expect(answer.status).toBe(status)
    if (repository !== undefined) expect(answer.json).toMatchObject({ repository })
  })

  it('of another shape than the contract is not found', async () => {
    expect(await getToy('a/b')).toMatchObject({ status: 404, code: 'not-found' })
  })
})
