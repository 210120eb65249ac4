import { expect } from 'vitest'
import { sendRow } from '../harness/check-row'
import { type Expectation, type RequestRow, type RowRequest, row, rows } from '../harness/row'
import type { World } from '../harness/world'

const AUDIT = '/api/v1/audit'
const get = (path: string): RowRequest => ({ method: 'GET', path, as: 'admin' })
const asked = (queries: readonly string[], path = AUDIT) =>
  queries.map((query) => [`${path.slice(8)}?${query.slice(0, 60)}`, get(`${path}?${query}`)] as const)

const INVALID: Expectation = { status: 422, code: 'invalid-input' }

/** The audit log asked for what cannot be. */
export const auditRows: readonly RequestRow[] = [
  ...rows('L08', INVALID, [
    ...asked([
      'from=-1',
      'from=1e9',
      'from=%EF%BC%91',
      'to=9999999999999999',
      'from=',
      'outcome=maybe',
      'outcome=',
    ]),
    ...asked([
      'type=x',
      "type=a.b'",
      'type=%25',
      'type=__proto__',
      `type=${'a'.repeat(60)}.b`,
      'actor=',
      'registry=',
    ]),
    ...asked(['format=xml', 'format=', 'format=CSV', 'outcome=done'], `${AUDIT}/export`),
    ...asked(['from=x'], `${AUDIT}/counts`),
  ]),
  ...rows('L09', { status: 400, code: ['invalid-cursor', 'invalid-request'] }, [
    ...asked(['cursor=x', `cursor=${'A'.repeat(400)}`, 'actor=%00', 'resource=a%00b']),
  ]),
  ...rows('L10', { status: 200, verify: ({ text }) => expect(JSON.parse(text).items).toEqual([]) }, [
    ...asked([
      'actor=%25',
      'actor=_',
      "resource='%20or%201=1",
      'repository=%5C',
      'registry=%25',
      'from=0&to=0',
    ]),
  ]),
  row(['L11', 'an event that is not there'], get(`${AUDIT}/events/evt_${'0'.repeat(24)}`), {
    status: 404,
    code: 'not-found',
  }),
  ...rows('L12', { status: 403, code: 'forbidden' }, [
    ['a viewer reads the log', { ...get(AUDIT), as: 'viewer' }],
    ['a viewer counts it', { ...get(`${AUDIT}/counts`), as: 'viewer' }],
    ['a viewer takes a copy', { ...get(`${AUDIT}/export?format=csv`), as: 'viewer' }],
    ['a viewer verifies it', { method: 'POST', path: `${AUDIT}/verification`, as: 'viewer' }],
  ]),
]

const FORMULAS = ["=cmd|' /C calc'!A0", '+1', '-1', '@SUM(1)', '  =1']

/** What a stranger writes gets into the log, and from there into somebody's spreadsheet. */
export const auditStories = [
  {
    id: 'L05',
    title: 'an export holds no cell that a spreadsheet takes for a formula',
    tell: async (world: World) => {
      for (const formula of FORMULAS) {
        const answer = await sendRow(world, {
          method: 'DELETE',
          path: '/api/v1/registries/main?confirm=main',
          as: 'viewer-session',
          headers: { 'user-agent': formula },
        })
        expect(answer.status).toBe(403)
      }
      const answer = await sendRow(world, { ...get(`${AUDIT}/export?format=csv`) })
      expect(answer).toMatchObject({
        status: 200,
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="assay-audit.csv"',
          'x-content-type-options': 'nosniff',
          'cache-control': 'private, no-store',
        },
      })
      expect(answer.text).not.toMatch(/(?:^|,)"\s*[=+\-@＝＋－＠]/m)
      for (const secret of world.secrets) expect(answer.text).not.toContain(secret)
    },
  },
] as const
