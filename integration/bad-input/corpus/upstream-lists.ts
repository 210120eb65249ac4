import { expect } from 'vitest'
import { json } from '../harness/upstream'
import { type Findings, lie, type UpstreamRow } from '../harness/upstream-row'

const TAGS = '/v2/app/tags/list'
const CATALOG = '/v2/_catalog'
const tags = (value: unknown) => ({ [TAGS]: json(value) })
const FINE = { problems: [], tags: ['v1'] } as const
const INVALID = { problems: ['upstream-invalid'], tags: [] } as const
const LINK = { problems: ['upstream-link'], tags: [] } as const

const names = (count: number) => Array.from({ length: count }, (_, at) => `t${at}`)

export const listingRows: readonly UpstreamRow[] = [
  lie(['U01.1', 'null tags are none'], tags({ name: 'app', tags: null }), { problems: [], tags: [] }),
  lie(['U01.2', 'no tags key is no list'], tags({ name: 'app' }), INVALID),
  lie(['U01.3', 'tags that are no text are left out'], tags({ tags: [1, {}, null, ['v1'], 'v1'] }), FINE),
  lie(
    ['U01.4', 'tags that are no tags are left out'],
    tags({ tags: ['../x', 'a b', '', 'v1', 'é', 'x\n', '.x', 'a'.repeat(129), '<img src=x>'] }),
    FINE,
  ),
  lie(['U01.5', 'a tag named often is one'], tags({ tags: Array(500).fill('v1') }), FINE),
  lie(
    ['U01.6', 'another name beside the tags means nothing'],
    tags({ name: '../other', tags: ['v1'] }),
    FINE,
  ),
  lie(['U01.7', 'tags that are an object'], tags({ tags: { v1: 1 } }), INVALID),
  lie(['U01.8', 'tags that are a text'], tags({ tags: 'v1' }), INVALID),
  lie(['U01.9', 'a list of nothing'], tags('[]'), INVALID),
  lie(['U01.10', 'half a document'], tags('{"tags":["v1"'), INVALID),
  lie(['U01.11', 'no document'], tags(''), INVALID),
  lie(['U01.12', '100,000 levels of nothing'], tags(`{"tags":${'['.repeat(100_000)}`), INVALID),
  lie(['U01.13', 'bytes that are no UTF-8'], { [TAGS]: { body: Buffer.from([0x7b, 0xff, 0x7d]) } }, INVALID),
  lie(
    ['U01.14', 'a web page'],
    { [TAGS]: { headers: { 'content-type': 'text/html' }, body: '<h1>Welcome</h1>' } },
    INVALID,
  ),
  lie(['U01.15', '20 MB of tags'], tags({ tags: [], pad: 'x'.repeat(20_000_000) }), {
    problems: ['upstream-too-large'],
    tags: [],
  }),
  lie(
    ['U01.16', 'tags that are there but have no manifest'],
    { [TAGS]: json({ tags: names(150) }), '/v2/app/manifests/v1': { status: 500, body: 'no' } },
    { verify: ({ tags: found }) => expect(found.filter(({ digest }) => digest !== null)).toEqual([]) },
  ),
  lie(
    ['U01.17', 'prototype names are tags like others'],
    tags({ tags: ['__proto__', 'constructor', 'v1'] }),
    {
      verify: ({ tags: found }) => expect(found.map(({ name }) => name)).toContain('v1'),
    },
  ),
  lie(
    ['U01.18', 'repositories that are no names are left out'],
    { [CATALOG]: json({ repositories: ['app', '../x', 'A', 'a//b', 1, null, 'a'.repeat(256), '<b>'] }) },
    FINE,
  ),
  lie(['U01.19', 'a catalog without its key'], { [CATALOG]: json({}) }, INVALID),
  lie(
    ['U01.20', 'an error that speaks HTML'],
    { [TAGS]: { status: 500, headers: { 'content-type': 'text/html' }, body: '<script>alert(1)</script>' } },
    { problems: ['upstream-error'], tags: [] },
  ),
]

function linked(link: string) {
  return { [TAGS]: { ...json({ tags: ['v1'] }), headers: { link } } }
}

const wasNotAsked =
  (path: string) =>
  ({ upstream, id }: Findings) =>
    expect(upstream.requestsTo(id).filter((request) => request.path.includes(path))).toEqual([])

const next = (target: string) => `<${target}>; rel="next"`

export const linkRows: readonly UpstreamRow[] = [
  lie(
    ['U02.1', 'a next page on another host'],
    linked(next('http://evil.example/v2/app/tags/list?last=v1')),
    LINK,
  ),
  lie(
    ['U02.2', 'a next page at the metadata service'],
    linked(next('http://169.254.169.254/?last=v1')),
    LINK,
  ),
  lie(['U02.3', 'a next page in another repository'], linked(next('/U02.3/v2/other/tags/list?last=v1')), {
    ...LINK,
    verify: wasNotAsked('other'),
  }),
  lie(
    ['U02.4', 'a page before is no next one'],
    linked('</U02.4/v2/app/tags/list?last=v1>; rel="prev"'),
    FINE,
  ),
  lie(
    ['U02.5', 'a next page that is this one ends it'],
    linked(next('/U02.5/v2/app/tags/list?last=v1')),
    FINE,
  ),
  lie(['U02.6', 'a link of 10 KB'], linked(next(`/U02.6/v2/app/tags/list?last=${'a'.repeat(10_000)}`)), LINK),
  lie(['U02.7', 'a script as a next page'], linked(next('javascript:alert(1)')), LINK),
  lie(['U02.8', 'a next page that climbs'], linked(next('/U02.8/v2/app/tags/list/../../../x?last=v1')), LINK),
  lie(['U02.9', 'a next page without an end'], linked(next('/U02.9/v2/app/tags/list')), LINK),
  lie(
    ['U02.10', 'a thousand and one pages'],
    ({ path, query }) => {
      if (path !== TAGS) return undefined
      const at = Number(query.get('last')?.slice(1) ?? 0) + 1
      const link = next(`/U02.10/v2/app/tags/list?last=t${at}`)
      return { ...json({ tags: [`t${at}`] }), headers: { link } }
    },
    LINK,
  ),
  lie(
    ['U02.11', 'a catalog that goes on elsewhere'],
    {
      [CATALOG]: {
        ...json({ repositories: ['app'] }),
        headers: { link: next('http://evil.example/?last=a') },
      },
    },
    LINK,
  ),
  lie(['U02.12', 'a link that is no link'], linked(';;;<<<>>>,,,rel=next'), FINE),
]
