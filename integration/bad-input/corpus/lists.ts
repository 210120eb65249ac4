import { expect } from 'vitest'
import { type Expectation, type RequestRow, type RowRequest, row, rows } from '../harness/row'

const REPOSITORIES = '/api/v1/registries/main/repositories'
const TAGS = `${REPOSITORIES}/team~app/tags`
const JOBS = '/api/v1/jobs'
const SEARCH = '/api/v1/search'
const get = (path: string): RowRequest => ({ method: 'GET', path, as: 'admin' })

const LISTS = [REPOSITORIES, TAGS, JOBS]
const SORTED = [REPOSITORIES, TAGS]

/** One query on several lists. */
function over(
  id: string,
  expectation: Expectation,
  [paths, queries]: readonly [readonly string[], readonly string[]],
) {
  return paths.flatMap((path, at) =>
    rows(
      `${id}.${at + 1}`,
      expectation,
      queries.map((query) => [`${path.slice(8)}?${query.slice(0, 60)}`, get(`${path}?${query}`)]),
    ),
  )
}

const LIMITS = [
  '0',
  '-1',
  '201',
  '1000000000',
  'abc',
  '1.5',
  '%205',
  '5%20',
  '0x10',
  '1e2',
  '',
  '%EF%BC%95',
  '١',
]
const SORTS = [
  'name;drop',
  'password',
  '__proto__',
  'constructor',
  'name,name',
  '--name',
  'NAME',
  '',
  'name%20desc',
]
const CURSORS = ['garbage', '', '%00', 'AAAA', 'a'.repeat(500), btoa('["a"]'), "'%20OR%201=1--"]
const LITERAL = [
  '%25',
  '_',
  '%5C',
  "'",
  '%22',
  '%24%7B%7D',
  '('.repeat(1000),
  '*',
  '[a-z]',
  "'; drop table tag; --",
]

const isEmptyPage: Expectation['verify'] = ({ text }) => expect(JSON.parse(text).items).toEqual([])
const isEmptySearch: Expectation['verify'] = ({ text }) => {
  const { repositories, tags, digests } = JSON.parse(text)
  expect([...repositories, ...tags, ...digests]).toEqual([])
}

/** Underscores are in names here, so one is looked for and has to find just those. */
const hasOnlyUnderscores: Expectation['verify'] = ({ text }) => {
  const names = JSON.parse(text).items.map(({ name }: { name: string }) => name)
  expect(names).toEqual(['team_a/x'])
}

const encode = (texts: readonly string[]) =>
  texts.map((text) => (text.includes('%') ? text : encodeURIComponent(text)))

export const listRows: readonly RequestRow[] = [
  ...over('L01', { status: 422, code: 'invalid-limit' }, [
    LISTS,
    LIMITS.map((limit) => `limit=${limit.replace('١', '%D9%A1')}`),
  ]),
  ...over('L02', { status: 400, code: ['invalid-cursor', 'invalid-request'] }, [
    LISTS,
    encode(CURSORS).map((cursor) => `cursor=${cursor}`),
  ]),
  ...over('L02t', { status: 422, code: 'invalid-input' }, [LISTS, [`cursor=${'a'.repeat(10_000)}`]]),
  ...over('L03', { status: 422, code: 'invalid-sort' }, [SORTED, SORTS.map((sort) => `sort=${sort}`)]),
  ...over('L04', { status: 200, verify: isEmptyPage }, [
    SORTED,
    encode(LITERAL.filter((text) => text !== '_')).map((text) => `q=${text}`),
  ]),
  ...over('L04s', { status: 200, verify: isEmptySearch }, [
    [SEARCH],
    encode(LITERAL.filter((text) => text !== '_')).map((text) => `q=${text}`),
  ]),
  row(['L04.u', 'an underscore stands for itself'], get(`${REPOSITORIES}?q=_`), {
    status: 200,
    verify: hasOnlyUnderscores,
  }),
  ...over('L04n', { status: 400, code: 'invalid-request' }, [
    [...SORTED, SEARCH],
    ['q=%00', 'q=a%00b'],
  ]),
  ...over('L04l', { status: 422, code: 'invalid-input' }, [[...SORTED, SEARCH], [`q=${'a'.repeat(1025)}`]]),
  ...over('L04p', { status: [200, 400] }, [
    [...SORTED, SEARCH],
    ['q=%', 'q=%FF', 'q=%E0%A4%A', 'q=%ED%A0%80'],
  ]),
  ...rows('L06', { status: 422, code: 'invalid-input' }, [
    ['search without words', get(SEARCH)],
    ['a namespace of 256 characters', get(`${REPOSITORIES}?namespace=${'a'.repeat(256)}`)],
    ['a platform of 101 characters', get(`${TAGS}?platform=${'a'.repeat(101)}`)],
    ['a flag that is neither', get(`${REPOSITORIES}?empty=maybe`)],
  ]),
  ...rows('L07', { status: 200, verify: isEmptyPage }, [
    ['a platform with a wildcard', get(`${TAGS}?platform=linux%25`)],
    ['a platform with a quote', get(`${TAGS}?platform='`)],
    ['a kind that is none', get(`${TAGS}?kind=__proto__`)],
    ['a digest that is none', get(`${TAGS}?digest='%20or%20''='`)],
  ]),
]

const CANCEL = (id: string): RowRequest => ({ method: 'POST', path: `${JOBS}/${id}/cancel`, as: 'admin' })
const MALFORMED = [
  '1%20OR%201=1',
  '-1',
  '1e3',
  '9223372036854775808',
  'JOB_ABC',
  'job_',
  'job_%00',
  '3F2504E0-4F89-11D3',
]

export const jobRows: readonly RequestRow[] = [
  row(['J05.1', 'jobs of a registry with a wildcard'], get(`${JOBS}?registry=%25`), {
    status: 404,
    code: 'not-found',
  }),
  ...rows('J04', { status: 404, code: 'not-found' }, [
    ['cancelling a job that is not there', CANCEL(`job_${'a'.repeat(24)}`)],
    ['showing a job that is not there', get(`${JOBS}/job_${'a'.repeat(24)}`)],
  ]),
  row(['J04.f', 'cancelling a finished job'], ({ facts }) => CANCEL(facts.finishedJob), {
    status: 409,
    code: 'job-finished',
  }),
  ...rows(
    'J04.m',
    { status: 422, code: 'invalid-input' },
    MALFORMED.flatMap((id) => [
      [`cancelling ${id}`, CANCEL(id)] as const,
      [`showing ${id}`, get(`${JOBS}/${id}`)] as const,
    ]),
  ),
]
