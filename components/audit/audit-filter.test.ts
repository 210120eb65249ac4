import { describe, expect, it } from 'vitest'
import { auditFilter, isNarrowed, NOTHING_NARROWED, queryOf } from './audit-filter'

const read = (search: string) => auditFilter.read(new URLSearchParams(search))
const NOW = 1_000_000_000_000

describe('the filter of the audit log in the address', () => {
  it('means the last seven days where the address says nothing', () => {
    expect(queryOf(read(''), NOW)).toEqual({ from: String(NOW - 7 * 86_400_000) })
    expect(isNarrowed(read(''))).toBe(false)
  })

  it('takes a chosen stretch before a named one, and only a whole one', () => {
    expect(queryOf(read('from=5&to=9&range=1h'), NOW)).toEqual({ from: '5', to: '9' })
    expect(read('from=5&range=24h')).toMatchObject({ range: '24h', from: null })
    expect(read('range=chosen')).toMatchObject({ range: '7d' })
    expect(queryOf(read('range=all'), NOW)).toEqual({})
  })

  it('never throws for what an address says wrongly', () => {
    expect(read('outcome=x&type=DROP&from=-1&to=1e9&actor=%00a')).toMatchObject({
      outcome: 'any',
      type: '',
      range: '7d',
      actor: 'a',
    })
  })

  it('passes every filter on and takes all of them away', () => {
    const filter = read('actor=ada&type=tag.deleted&outcome=denied&registry=main&repository=a/b&resource=x')
    expect(queryOf({ ...filter, range: 'all' }, NOW)).toEqual({
      actor: 'ada',
      type: 'tag.deleted',
      outcome: 'denied',
      registry: 'main',
      repository: 'a/b',
      resource: 'x',
    })
    expect(isNarrowed(filter)).toBe(true)
    expect(isNarrowed({ ...filter, ...NOTHING_NARROWED })).toBe(false)
  })
})
