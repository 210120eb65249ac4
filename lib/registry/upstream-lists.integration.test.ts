import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { parseRepositoryName } from '@/lib/oci/name'
import { codeOf } from '@/lib/testing/connecting'
import { strangeRegistry } from '@/lib/testing/strange-registry'
import { jsonAnswer, type StubAnswer } from '@/lib/testing/stub-registry'

const app = parseRepositoryName('team/app')
const TAGS = '/v2/team/app/tags/list'
const registry = strangeRegistry()

describe('a tag listing of a stranger', () => {
  it.each<[string, StubAnswer, unknown]>([
    ['null is no tags', jsonAnswer({ name: 'team/app', tags: null }), { tags: [], skipped: 0 }],
    ['repeated names are one', jsonAnswer({ tags: ['a', 'a', 'b'] }), { tags: ['a', 'b'], skipped: 0 }],
    ['another name in it is ignored', jsonAnswer({ name: 'evil', tags: ['a'] }), { tags: ['a'], skipped: 0 }],
    [
      'what is no tag is left out and counted',
      jsonAnswer({ tags: ['ok', 7, null, '../x', 'a/b', `x${'y'.repeat(128)}`] }),
      { tags: ['ok'], skipped: 5 },
    ],
    [
      'a link to the previous page is no next one',
      jsonAnswer({ tags: ['a'] }, { link: `<${TAGS}>; rel="prev"` }),
      {
        tags: ['a'],
        skipped: 0,
      },
    ],
  ])('%s', async (_, answer, expected) => {
    registry.always(answer)
    expect(await registry.client.listTags(app)).toEqual(expected)
  })

  it.each<[string, StubAnswer, string]>([
    ['a missing list is not an empty one', jsonAnswer({ name: 'team/app' }), 'upstream-invalid'],
    ['a list that is none', jsonAnswer({ tags: 'a' }), 'upstream-invalid'],
    ['cut JSON', { body: '{"tags":["a"' }, 'upstream-invalid'],
    ['a web page', { body: '<!doctype html>' }, 'upstream-invalid'],
    ['brackets without end', { body: '['.repeat(100_000) }, 'upstream-invalid'],
    ['20 MB', { body: `{"tags":["${'a'.repeat(20_000_000)}"]}` }, 'upstream-too-large'],
    [
      'a link to another host',
      jsonAnswer({ tags: ['a'] }, { link: '<http://evil.example/x?last=a>; rel="next"' }),
      'upstream-link',
    ],
    [
      'a link to another repository',
      jsonAnswer({ tags: ['a'] }, { link: '</v2/other/tags/list?last=a>; rel="next"' }),
      'upstream-link',
    ],
    [
      'a link of 10 KB',
      jsonAnswer({ tags: ['a'] }, { link: `<${TAGS}?last=${'a'.repeat(10_000)}>; rel="next"` }),
      'upstream-link',
    ],
    [
      'a redirect to another repository',
      { status: 301, headers: { location: '/v2/b/tags/list' } },
      'upstream-redirect',
    ],
    [
      'a redirect to the metadata service',
      { status: 307, headers: { location: 'http://169.254.169.254/' } },
      'upstream-redirect',
    ],
    [
      'compressed bytes nobody asked for',
      { body: gzipSync('{"tags":[]}'), headers: { 'content-encoding': 'gzip' } },
      'upstream-encoding',
    ],
    ['40 KB of headers', jsonAnswer({ tags: [] }, { 'x-big': 'a'.repeat(40_000) }), 'upstream-invalid'],
    ['a bare 404, which any proxy can send', { status: 404, body: 'not here' }, 'upstream-error'],
    ['a refusal', { status: 403, body: '{"errors":[{"code":"DENIED"}]}' }, 'upstream-denied'],
  ])('refuses %s', async (_, answer, code) => {
    registry.always(answer)
    expect(await codeOf(registry.client.listTags(app))).toBe(code)
  })

  it('ends when a link leads back to a page it has seen', async () => {
    registry.always(jsonAnswer({ tags: ['a'] }, { link: `<${TAGS}?n=1000&last=a>; rel="next"` }))
    expect(await registry.client.listTags(app)).toEqual({ tags: ['a'], skipped: 0 })
  })

  it('stops after 1,000 pages of a listing that never ends', async () => {
    let page = 0
    registry.answer(() => {
      page += 1
      return jsonAnswer({ tags: [`t${page}`] }, { link: `<${TAGS}?last=t${page}>; rel="next"` })
    })
    expect(await codeOf(registry.client.listTags(app))).toBe('upstream-link')
    expect(page).toBe(1000)
  })

  it('starts over when the tag a page starts from has gone', async () => {
    let asked = 0
    registry.answer(({ query }) => {
      asked += 1
      if (query.has('last')) return asked < 3 ? { status: 404, body: '' } : jsonAnswer({ tags: ['b'] })
      return jsonAnswer({ tags: ['a'] }, { link: `<${TAGS}?last=a>; rel="next"` })
    })
    expect(await registry.client.listTags(app)).toEqual({ tags: ['a', 'b'], skipped: 0 })
  })

  it('asks again where exactly a page came back without a link', async () => {
    const first = Array.from({ length: 1000 }, (_, at) => `t${String(at).padStart(4, '0')}`)
    registry.answer(({ query }) => jsonAnswer({ tags: query.get('last') === 't0999' ? ['last'] : first }))
    expect((await registry.client.listTags(app)).tags).toHaveLength(1001)
  })

  it('reads 100,000 tags in one answer', async () => {
    registry.always(jsonAnswer({ tags: Array.from({ length: 100_000 }, (_, at) => `t${at}`) }))
    expect((await registry.client.listTags(app)).tags).toHaveLength(100_000)
  })
})

describe('a catalog of a stranger', () => {
  it('falls back to smaller pages where large ones are refused', async () => {
    registry.answer(({ query }) =>
      Number(query.get('n')) > 100
        ? { status: 400, body: '{"errors":[{"code":"PAGINATION_NUMBER_INVALID"}]}' }
        : jsonAnswer({ repositories: ['b', 'a', 'A/bad'] }),
    )
    expect(await registry.client.listRepositories()).toEqual({ repositories: ['a', 'b'], skipped: 1 })
  })

  it('is completed with the ancestors the registry stepped over', async () => {
    registry.answer(({ path }) => {
      if (path === '/v2/_catalog') return jsonAnswer({ repositories: ['foo/1abc', 'bar/2abc'] })
      return path === '/v2/foo/tags/list' ? jsonAnswer({ tags: null }) : { status: 404, body: '{}' }
    })
    expect(await registry.client.listRepositories()).toEqual({
      repositories: ['bar/2abc', 'foo', 'foo/1abc'],
      skipped: 0,
    })
  })

  it('does not end with a full page that has no link', async () => {
    const full = Array.from({ length: 1000 }, (_, at) => `r${String(at).padStart(4, '0')}`)
    registry.answer(({ query }) => jsonAnswer({ repositories: query.get('last') === 'r0999' ? ['z'] : full }))
    expect((await registry.client.listRepositories()).repositories).toHaveLength(1001)
  })

  it('is a failure where there is none, not an empty list', async () => {
    registry.always({ status: 404, body: '{"errors":[{"code":"NOT_FOUND"}]}' })
    expect(await codeOf(registry.client.listRepositories())).toBe('upstream-error')
    registry.always(jsonAnswer({}))
    expect(await codeOf(registry.client.listRepositories())).toBe('upstream-invalid')
  })
})
