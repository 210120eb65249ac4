import type { RequestRow, RowRequest } from '../harness/row'
import { row, rows } from '../harness/row'
import { asked } from './golden'

const LINES = '/api/v1/golden/lines'
const NO_ID = '0'.repeat(29)
const reason = 'hostile'

const ladder = (channels: unknown, as: RowRequest['as'] = 'admin-session') =>
  asked(({ line }) => ({ method: 'PUT', path: `${LINES}/${line}/channels`, as, body: { channels, reason } }))

const channel = (
  what: string,
  body: object,
  { name = 'dev', as = 'admin-session' }: { readonly name?: string; readonly as?: RowRequest['as'] } = {},
) =>
  asked(({ line, version }) => ({
    method: 'POST',
    path: `${LINES}/${line}/channels/${name}/${what}`,
    as,
    body: { ...(what === 'promote' && { version }), ...body },
  }))

const get = (path: string): RowRequest => ({ method: 'GET', path: `/api/v1/golden/${path}`, as: 'admin' })

const invalid = { status: 422, code: 'invalid-input' } as const
const many = Array.from({ length: 11 }, (_, at) => ({ name: `step-${at}` }))

/** What may bring nothing into a channel and say nothing of what was golden. */
export const goldenChannelRows: readonly RequestRow[] = [
  ...rows('E20', invalid, [
    ['more channels than a ladder has', ladder(many)],
    ['two channels of one name', ladder([{ name: 'dev' }, { name: 'dev' }])],
    [
      'two channels with one tag',
      ladder([
        { name: 'a', tag: 'x' },
        { name: 'b', tag: 'x' },
      ]),
    ],
    ['a channel name that climbs', ladder([{ name: '../prod' }])],
    ['a channel name in upper case', ladder([{ name: 'PROD' }])],
    ['a soak of less than nothing', ladder([{ name: 'dev', soakHours: -1 }])],
    ['a soak of half an hour', ladder([{ name: 'dev', soakHours: 0.5 }])],
    ['a channel nobody has to agree to', ladder([{ name: 'dev', approvalsMin: 0 }])],
  ]),
  row(['E21.1', 'a tag that is none'], ladder([{ name: 'dev', tag: 'a/b' }]), {
    status: 422,
    code: 'invalid-tag',
  }),
  row(['E21.2', 'a repository that climbs'], ladder([{ name: 'dev', repository: '../etc' }]), {
    status: 422,
    code: 'invalid-repository',
  }),
  row(['E21.3', 'a ladder set by a viewer'], ladder([{ name: 'dev' }], 'viewer-session'), {
    status: 403,
    code: 'forbidden',
  }),
  row(['E22.1', 'a ladder'], ladder([{ name: 'dev' }, { name: 'prod', isProduction: true }]), {
    status: 200,
    mayChange: true,
  }),
  row(['E22.2', 'a candidate promoted'], channel('promote', { revision: 1 }), {
    status: 409,
    code: 'promotion-refused',
  }),
  row(
    ['E22.3', 'a candidate promoted with broken glass'],
    channel('promote', { revision: 1, breaksGlass: true, reason }),
    { status: 409, code: 'promotion-refused' },
  ),
  row(
    ['E22.4', 'glass broken without a word'],
    channel('promote', { revision: 1, breaksGlass: true }),
    invalid,
  ),
  ...rows('E23', { status: 412, code: 'precondition-failed' }, [
    ['a promotion from a stale page', channel('promote', { revision: 99 })],
    ['a rollback from a stale page', channel('rollback', { revision: 99, reason })],
    ['a hold from a stale page', channel('hold', { revision: 99, reason })],
  ]),
  ...rows('E24', { status: 404, code: 'not-found' }, [
    ['a version of nowhere', channel('promote', { revision: 1, version: `ver_${NO_ID}` })],
    ['a channel the line has not', channel('hold', { revision: 1, reason }, { name: 'nowhere' })],
    ['the history of such a channel', asked(({ line }) => get(`lines/${line}/channels/nowhere/history`))],
    ['the dossier of a version of nowhere', get(`versions/ver_${NO_ID}/dossier`)],
    [
      'a repair of drift of nowhere',
      { method: 'POST', path: `/api/v1/golden/drift/dri_${NO_ID}/repair`, as: 'admin', body: {} },
    ],
  ]),
  row(
    ['E25.1', 'an API token promoting to production'],
    channel('promote', { revision: 1 }, { name: 'prod', as: 'admin' }),
    {
      status: 403,
      code: 'four-eyes',
    },
  ),
  row(
    ['E25.2', 'a viewer holding a channel'],
    channel('hold', { revision: 1, reason }, { as: 'viewer-session' }),
    {
      status: 403,
      code: 'forbidden',
    },
  ),
  row(['E26.1', 'a rollback of an empty channel'], channel('rollback', { revision: 1, reason }), {
    status: 409,
    code: 'promotion-refused',
  }),
  row(['E26.2', 'the release of what is not held'], channel('release', { revision: 1 }), {
    status: 409,
    code: 'conflict',
  }),
  ...rows('E27', invalid, [
    ['a report of no time', get('report?at=yesterday')],
    ['a report of before time', get('report?at=-1')],
    ['a report of what no version is', get('report?state=blessed')],
    ['a file of no format', get('report/export?format=exe')],
    ['a file without a format', get('report/export')],
    ['drift of no kind', get('drift?kind=everything')],
    ['drift of no line', get('drift?line=1')],
  ]),
]
