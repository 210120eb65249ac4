import { describe, expect, it } from 'vitest'
import { atMost, renderTable, told } from './report'

const ratio = { bench: 'cold-index', what: 'wall time', max: 1.5, unit: ' ×', digits: 2 }

describe('report', () => {
  it.each([
    [1.5, 'met'],
    [1.5004, 'MISSED'],
    [0.2, 'met'],
    [Number.NaN, 'MISSED'],
  ])('judges %d against a goal of 1.5 before it is rounded', (value, verdict) => {
    expect(atMost({ ...ratio, value }).verdict).toBe(verdict)
  })

  it('shows what a ratio was measured against', () => {
    expect(atMost({ ...ratio, value: 2, detail: '4 s / 2 s' })).toMatchObject({
      goal: '≤ 1.5 ×',
      measured: '2.00 × (4 s / 2 s)',
    })
  })

  it('lines up a table and says a miss plainly', () => {
    const table = renderTable([
      atMost({ ...ratio, value: 2 }),
      told({ bench: 'x', what: 'y', measured: '1', value: 1 }),
    ])
    const lines = table.split('\n')
    expect(lines).toHaveLength(4)
    expect(new Set(lines.map((line) => line.length)).size).toBe(1)
    expect(table).toContain('| MISSED  |')
    expect(table).toContain('| told    |')
  })
})
