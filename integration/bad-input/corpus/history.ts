import { type RequestRow, type RowRequest, rows } from '../harness/row'

const REPOSITORY = '/api/v1/registries/main/repositories/team~app'
const get = (path: string): RowRequest => ({ method: 'GET', path, as: 'admin' })
const asked = (path: string, queries: readonly string[]) =>
  queries.map((query) => [`${path.slice(8)}?${query.slice(0, 60)}`, get(`${path}?${query}`)] as const)

const KINDS = ['kind=x', 'kind=', 'kind=MOVED', 'kind=__proto__', 'unannounced=1', 'unannounced=']
const LISTS = ['/api/v1/activity', `${REPOSITORY}/activity`]
const PAGED = [...LISTS, `${REPOSITORY}/tags/latest/history`]

const accept = (body: object): RowRequest => ({
  method: 'POST',
  path: '/api/v1/registries/main/vanished/accept',
  as: 'admin',
  body,
})

/** The history of tags asked for what cannot be. */
export const historyRows: readonly RequestRow[] = [
  ...rows('L30', { status: 422, code: 'invalid-input' }, [...LISTS.flatMap((path) => asked(path, KINDS))]),
  ...rows('L31', { status: 422, code: 'invalid-tag' }, [
    ...asked(`${REPOSITORY}/activity`, ['tag=', 'tag=-x', 'tag=a%2Fb', `tag=${'a'.repeat(129)}`]),
  ]),
  ...rows('L31.n', { status: 400, code: 'invalid-request' }, [
    ...asked(`${REPOSITORY}/activity`, ['tag=a%00b']),
  ]),
  ...rows('L32', { status: 422, code: 'invalid-limit' }, [
    ...PAGED.flatMap((path) => asked(path, ['limit=0', 'limit=201', 'limit=-1', 'limit=1e2'])),
  ]),
  ...rows('L33', { status: 400, code: ['invalid-cursor', 'invalid-request'] }, [
    ...LISTS.flatMap((path) => asked(path, ['cursor=x', `cursor=${'A'.repeat(400)}`, 'cursor=%00'])),
  ]),
  ...rows('L34', { status: 404, code: 'not-found' }, [
    ...asked(`${REPOSITORY}/tags/never/history`, ['limit=1']),
    ...asked('/api/v1/registries/none/repositories/a/activity', ['limit=1']),
    ...asked('/api/v1/activity', ['registry=none']),
  ]),
  ...rows('J30', { status: 422, code: ['invalid-input', 'unknown-field'] }, [
    ['nothing said to be gone', accept({ missing: 0 })],
    ['less than nothing', accept({ missing: -1 })],
    ['half of one', accept({ missing: 1.5 })],
    ['a word', accept({ missing: 'all' })],
    ['more than was asked', accept({ missing: 1, registry: 'other' })],
  ]),
  ...rows('J31', { status: 409, code: 'conflict' }, [['a registry nobody doubts', accept({ missing: 1 })]]),
]
