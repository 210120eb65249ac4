import { describe, expect, it } from 'vitest'
import { readSchedule } from './cron'
import { readDocumentText, writeDocumentText } from './document-text'

const GOOD = `rules:
  - name: Old builds
    verb: delete
    match:
      tags: ["pr-*"]
      olderThan: { by: pushed, days: 14 }
`

describe('a policy as text', () => {
  it('reads back as the same policy', () => {
    const { document } = readDocumentText(GOOD)
    expect(document).not.toBeNull()
    if (document !== null) expect(readDocumentText(writeDocumentText(document)).document).toEqual(document)
  })

  it('reads JSON too', () => {
    const { document } = readDocumentText(GOOD)
    expect(readDocumentText(JSON.stringify(document)).document).toEqual(document)
  })

  it.each([
    ['an unknown field', GOOD.replace('verb:', 'vrb:'), 2],
    ['look-around', GOOD.replace('tags: ["pr-*"]', 'tagPattern: "(?=a)"'), 5],
    ['a key twice', `${GOOD}maxPercent: 1\nmaxPercent: 2\n`, 8],
    ['a broken quote', GOOD.replace('"pr-*"]', '"pr-*'), 7],
  ])('tells the line of %s', (_, text, line) => {
    const { document, issues } = readDocumentText(text)
    expect(document).toBeNull()
    expect(issues[0]?.line).toBeGreaterThanOrEqual(2)
    expect(issues[0]?.line).toBeLessThanOrEqual(line)
  })

  it('refuses a rule that deletes without saying what', () => {
    const { issues } = readDocumentText('rules: [{ name: all, verb: delete }]')
    expect(issues[0]).toMatchObject({ line: 1, pointer: '/rules/0/match' })
  })

  it.each([
    [
      'aliases that multiply',
      `a: &a [1,1]\nb: &b [${Array(30).fill('*a').join(',')}]\nc: [${Array(30).fill('*b').join(',')}]`,
    ],
    ['depth', '['.repeat(20_000)],
    ['length', 'a'.repeat(100_001)],
    ['nothing', ''],
    ['a scalar', '42'],
  ])('survives %s', (_, text) => {
    expect(readDocumentText(text).document).toBeNull()
  })

  it('says that comments are lost', () => {
    expect(readDocumentText(`# why\n${GOOD}`).hasComments).toBe(true)
    expect(readDocumentText(GOOD.replace('Old builds', 'Old "#" builds')).hasComments).toBe(false)
  })
})

describe('a schedule', () => {
  const now = Date.UTC(2026, 2, 28, 12)
  it('goes by the clock of its time zone across summer time', () => {
    const schedule = readSchedule({ pattern: '0 3 * * *', timeZone: 'Europe/Madrid' }, now)
    expect(schedule.kind === 'good' && schedule.next.slice(0, 2)).toEqual([
      Date.UTC(2026, 2, 29, 1),
      Date.UTC(2026, 2, 30, 1),
    ])
  })

  it.each([
    ['* * * * *', 'UTC'],
    ['0 3 * *', 'UTC'],
    ['0 3 31 2 *', 'UTC'],
    ['x', 'UTC'],
    ['0 3 * * *', 'Middle/Earth'],
  ])('refuses %s in %s', (pattern, timeZone) => {
    expect(readSchedule({ pattern, timeZone }, now).kind).toBe('bad')
  })
})
