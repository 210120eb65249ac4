import { expect } from 'vitest'
import { type Expectation, type Inputs, type RequestRow, type RowRequest, row, rows } from '../harness/row'

const BASE = '/api/v1/registries/main/repositories'
const get = (path: string): RowRequest => ({ method: 'GET', path, as: 'admin' })
const post = (path: string): RowRequest => ({ method: 'POST', path, as: 'admin' })

/** A repository name in every address that takes one. */
function everywhere(slug: string): RowRequest[] {
  const digest = `sha256:${'0'.repeat(64)}`
  const base = `${BASE}/${slug}`
  const manifest = `${base}/manifests/${digest}`
  return [
    get(base),
    post(`${base}/sync`),
    get(`${base}/tags`),
    get(`${base}/tags/v1`),
    ...['', '/raw', '/config', '/layers', '/referrers'].map((rest) => get(`${manifest}${rest}`)),
  ]
}

function named(id: string, expectation: Expectation, names: readonly (readonly [string, string])[]) {
  return names.flatMap(([title, slug], at) =>
    rows(
      `${id}.${at + 1}`,
      expectation,
      everywhere(slug).map((request) => [`${title}: ${request.method} …${request.path.slice(-24)}`, request]),
    ),
  )
}

const INVALID = { status: 422, code: 'invalid-repository' } as const

const CLIMBING = [
  ['../x with a slug', '..~x'],
  ['../x encoded', '..%2fx'],
  ['a/../b', 'a~..~b'],
  ['a/./b', 'a~.~b'],
  ['/a', '~a'],
  ['a/', 'a~'],
  ['a//b', 'a~~b'],
  ['a backslash', 'a%5cb'],
] as const

const UNGRAMMATICAL = [
  ['capitals', 'A~b'],
  ['three underscores', 'a___b'],
  ['two dots', 'a..b'],
  ['a hyphen first', '-a'],
  ['a hyphen last', 'a-'],
  ['dot underscore', 'a._b'],
  ['_catalog', '_catalog'],
  ['an accent', '%C3%A9'],
  ['a full-width letter', '%EF%BD%81'],
  ['a space', 'a%20b'],
  ['a line feed', 'a%0a'],
  ['NUL', 'a%00'],
  ['a right-to-left override', 'a%E2%80%AEb'],
  ['a host with a port', 'localhost:5000~a'],
  ['encoded twice', 'team%252Fapp'],
  ['256 characters', 'a'.repeat(256)],
] as const

/** What the list of a namespace holds. */
function namespace(asked: string, names: readonly string[]): Inputs[number] & { readonly names?: never } {
  return [`the namespace ${asked} holds ${names.join(', ') || 'nothing'}`, get(`${BASE}?namespace=${asked}`)]
}

function holding(id: string, asked: string, names: readonly string[]): RequestRow[] {
  const verify: Expectation['verify'] = ({ text }) => {
    const { items } = JSON.parse(text)
    expect(items.map(({ name }: { name: string }) => name)).toEqual(names)
  }
  return rows(id, { status: 200, verify }, [namespace(asked, names)])
}

const RECORD = { status: 200 } as const
const ABSENT = { status: 404, code: 'not-found' } as const

export const repositoryNameRows: readonly RequestRow[] = [
  ...named('N01', INVALID, CLIMBING),
  ...named('N02', INVALID, UNGRAMMATICAL),
  ...named('N02.l', { status: 422, code: 'invalid-input' }, [['1,025 characters', 'a'.repeat(1025)]]),
  row(['N03.1', 'a slash encoded once reads as a slash'], get(`${BASE}/team%2Fapp`), RECORD),
  row(['N03.2', 'and the slug reads the same'], get(`${BASE}/team~app`), RECORD),
  row(['N03.3', 'and so does an encoded slug'], get(`${BASE}/team%7Eapp`), RECORD),
  row(['N04.1', 'a name of 255 characters is a name'], get(`${BASE}/${'a'.repeat(255)}`), ABSENT),
  ...holding('N05.1', 'team', ['team/app', 'team/app/api']),
  ...holding('N05.2', 'team-a', ['team-a/x']),
  ...holding('N05.3', 'team_a', ['team_a/x']),
  ...holding('N05.4', 'TEAM', []),
  ...holding('N05.5', 'team%2F', []),
  ...holding('N06.1', 't_am', []),
  ...holding('N06.2', 'te%25', []),
  ...holding('N06.3', 'team__a', []),
  ...holding('N06.4', 'team%5C', []),
  ...rows('N07', { status: 400, code: 'duplicate-parameter' }, [
    ['one parameter twice', get(`${BASE}?namespace=a&namespace=b`)],
    ['one parameter twice, once encoded', get(`${BASE}?namespace=a&name%73pace=b`)],
  ]),
]

const INVALID_TAG = { status: 422, code: 'invalid-tag' } as const
const TAGS = [
  ['a dot first', '.x'],
  ['a hyphen first', '-x'],
  ['129 characters', 'a'.repeat(129)],
  ['a slash', 'a%2Fb'],
  ['a colon', 'a:b'],
  ['a plus', 'v1+2'],
  ['an accent', '%C3%A9'],
  ['a line feed', 'latest%0a'],
  ['NUL', 'latest%00'],
  ['a digest', `sha256:${'0'.repeat(64)}`],
  ['a space', 'a%20b'],
  ['a climb', '..%2f..%2fv1'],
  ['a tilde', 'a~b'],
] as const

const INVALID_DIGEST = { status: 422, code: 'invalid-digest' } as const
const DIGESTS = [
  ['hex in capitals', `sha256:${'A'.repeat(64)}`],
  ['63 digits', `sha256:${'a'.repeat(63)}`],
  ['65 digits', `sha256:${'a'.repeat(65)}`],
  ['md5', `md5:${'a'.repeat(32)}`],
  ['a climb', 'sha256:..%2f..%2fetc'],
  ['no algorithm', 'a'.repeat(64)],
  ['another algorithm', `sha1:${'a'.repeat(40)}`],
  ['a line feed', `sha256:${'a'.repeat(64)}%0a`],
  ['a tag', 'latest'],
] as const

function withDigest(digest: string): RowRequest[] {
  const manifest = `${BASE}/team~app/manifests/${digest}`
  return [
    ...['', '/raw', '/config', '/layers', '/referrers'].map((rest) => get(`${manifest}${rest}`)),
    get(`/api/v1/registries/main/layers/${digest}/images`),
  ]
}

export const tagAndDigestRows: readonly RequestRow[] = [
  ...rows(
    'G01',
    INVALID_TAG,
    TAGS.map(([title, tag]) => [title, get(`${BASE}/team~app/tags/${tag}`)]),
  ),
  row(['G01.e', 'no tag at all'], get(`${BASE}/team~app/tags/`), { status: [308, 404] }),
  ...rows('G01.x', ABSENT, [
    ['a tag nobody pushed', get(`${BASE}/team~app/tags/absent`)],
    ['a tag in other case', get(`${BASE}/team~app/tags/V1`)],
  ]),
  ...DIGESTS.flatMap(([title, digest], at) =>
    rows(
      `G02.${at + 1}`,
      INVALID_DIGEST,
      withDigest(digest).map((request) => [`${title}: …${request.path.slice(-14)}`, request]),
    ),
  ),
  ...rows(
    'G02.s',
    ABSENT,
    withDigest(`sha512:${'a'.repeat(128)}`)
      .slice(0, 5)
      .map((request) => [`sha512 is a digest: …${request.path.slice(-14)}`, request]),
  ),
  row(
    ['G02.f', 'a digest of another repository is absent'],
    ({ facts }) => get(`${BASE}/team-a~x/manifests/${facts.digest}`),
    ABSENT,
  ),
]
