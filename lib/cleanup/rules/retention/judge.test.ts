import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judge, type TagFacts } from './judge'
import type { Criteria, RetentionPolicy, RetentionRule } from './policy'

const DAY_MS = 24 * 60 * 60 * 1000
const NOW = 1_000 * DAY_MS
const daysAgo = (days: number) => NOW - days * DAY_MS

const tagOf = (tag: string, more: Partial<TagFacts> = {}): TagFacts => ({
  repository: 'team/app',
  tag,
  digest: null,
  pushedAt: daysAgo(100),
  createdAt: daysAgo(100),
  pulledAt: daysAgo(100),
  platforms: ['linux/amd64'],
  labels: {},
  isGolden: false,
  isOnGolden: false,
  ...more,
})
const rule = (
  verb: RetentionRule['verb'],
  match: Criteria,
  repositories: readonly string[] = [],
): RetentionRule => ({
  name: `${verb} ${JSON.stringify(match)}`,
  verb,
  repositories,
  match,
})
const policyOf = (...rules: RetentionRule[]): RetentionPolicy => ({
  rules,
  untaggedOlderThanDays: null,
  maxPercent: 100,
})
const deleted = (tags: readonly TagFacts[], ...rules: RetentionRule[]) =>
  judge(policyOf(...rules), tags, NOW).flatMap((verdict, at) =>
    verdict.fate === 'delete' ? [tags[at]?.tag] : [],
  )

const ALL = rule('delete', {})

describe('what goes', () => {
  it('is nothing while no rule speaks of it', () => {
    const [verdict] = judge(policyOf(rule('delete', { tags: ['dev-*'] })), [tagOf('v1')], NOW)
    expect(verdict).toEqual({ fate: 'keep', rule: null, because: 'no-rule' })
  })

  it('names the first rule that takes it', () => {
    const [verdict] = judge(policyOf(rule('delete', { tags: ['dev-*'] }), ALL), [tagOf('dev-1')], NOW)
    expect(verdict).toEqual({ fate: 'delete', rule: 'delete {"tags":["dev-*"]}', because: 'rule' })
  })

  it('is never what a rule keeps, in whatever order the rules stand', () => {
    const keep = rule('keep', { tags: ['v*'] })
    const tags = [tagOf('v1'), tagOf('dev')]
    expect(deleted(tags, ALL, keep)).toEqual(['dev'])
    expect(deleted(tags, keep, ALL)).toEqual(['dev'])
  })

  it('is never golden, whatever the rules say', () => {
    const [verdict] = judge(policyOf(ALL), [tagOf('v1', { isGolden: true })], NOW)
    expect(verdict).toEqual({ fate: 'keep', rule: null, because: 'protected' })
  })

  it('is by repository: a glob stays within a segment, two stars do not', () => {
    const tags = [
      tagOf('a', { repository: 'team/app' }),
      tagOf('b', { repository: 'team/web/app' }),
      tagOf('c', { repository: 'team-a/app' }),
    ]
    expect(deleted(tags, rule('delete', {}, ['team/*']))).toEqual(['a'])
    expect(deleted(tags, rule('delete', {}, ['team/**']))).toEqual(['a', 'b'])
  })

  it.each([
    ['a glob', { tags: ['dev-?', 'x*'] }, ['dev-1', 'x-ray']],
    ['a pattern of the whole name', { tagPattern: 'v\\d+' }, ['v10']],
    ['a range of versions', { versionRange: '>=1.2.0 <2' }, ['1.2', 'v1.3.0']],
    ['a glob with what would be a pattern', { tags: ['1.2'] }, ['1.2']],
  ] as const)('by %s', (_title, match, expected) => {
    const tags = ['dev-1', 'dev-10', 'x-ray', 'v10', '1.2', '1x2', 'v1.3.0', '2.0.0', 'latest'].map((tag) =>
      tagOf(tag),
    )
    expect(deleted(tags, rule('delete', match))).toEqual(expected)
  })

  it('by a pattern that would never end elsewhere', () => {
    expect(deleted([tagOf('a'.repeat(128))], rule('delete', { tagPattern: '(a+)+b' }))).toEqual([])
  })

  it('is older than the days, not as old', () => {
    const tags = [30, 31].map((days) => tagOf(`d${days}`, { pushedAt: daysAgo(days) }))
    expect(deleted(tags, rule('delete', { olderThan: { by: 'pushed', days: 30 } }))).toEqual(['d31'])
  })

  it('is beyond the newest of each repository', () => {
    const tags = [1, 2, 3].flatMap((days) => [
      tagOf(`a${days}`, { pushedAt: daysAgo(days) }),
      tagOf(`b${days}`, { pushedAt: daysAgo(days), repository: 'team/web' }),
    ])
    expect(deleted(tags, rule('delete', { newest: { count: 2, by: 'pushed' } }))).toEqual(['a3', 'b3'])
  })

  it('is beyond the newest of each group of names', () => {
    const tags = ['main-1', 'main-2', 'pr7-1', 'pr7-2', 'latest'].map((tag, at) =>
      tagOf(tag, { pushedAt: daysAgo(10 - at) }),
    )
    const newest = { count: 1, by: 'pushed', groupPattern: '(.+)-\\d+' } as const
    expect(deleted(tags, rule('delete', { newest }))).toEqual(['main-1', 'pr7-1'])
  })

  it('is beyond the highest versions, and never a name that is none', () => {
    const tags = ['1.9.0', '1.10.0', '1.10.0-rc.1', 'latest'].map((tag) => tagOf(tag))
    expect(deleted(tags, rule('delete', { newest: { count: 1, by: 'version' } }))).toEqual([
      '1.9.0',
      '1.10.0-rc.1',
    ])
  })
})

describe('what is not known', () => {
  const nothingKnown = tagOf('x', {
    pushedAt: null,
    createdAt: null,
    pulledAt: null,
    labels: null,
    isOnGolden: null,
  })
  const questions: readonly Criteria[] = [
    { olderThan: { by: 'pulled', days: 0 } },
    { youngerThan: { by: 'pulled', days: 10 } },
    { newest: { count: 0, by: 'created' } },
    { labels: { team: '*' } },
    { isOnGolden: false },
    { isOnGolden: true },
  ]

  it('never counts for deleting', () => {
    for (const match of questions)
      expect(deleted([nothingKnown], rule('delete', match)), JSON.stringify(match)).toEqual([])
  })

  it('counts for keeping', () => {
    for (const match of questions) {
      expect(deleted([nothingKnown], ALL, rule('keep', match)), JSON.stringify(match)).toEqual([])
    }
  })

  it('takes no place among the newest that are kept', () => {
    const tags = [tagOf('unknown', { pushedAt: null }), tagOf('new', { pushedAt: daysAgo(1) }), tagOf('old')]
    expect(deleted(tags, ALL, rule('keep', { newest: { count: 1, by: 'pushed' } }))).toEqual(['old'])
  })
})

describe('any policy', () => {
  const moment = fc.option(fc.integer({ min: 0, max: 50 }).map(daysAgo))
  const anyTag = fc.record({
    repository: fc.constantFrom('a', 'a/b', 'c'),
    tag: fc.constantFrom('1.0', '1.1', '2.0', 'dev-1', 'latest'),
    digest: fc.constant(null),
    pushedAt: moment,
    createdAt: moment,
    pulledAt: moment,
    platforms: fc.constant([]),
    labels: fc.option(fc.constant({ team: 'x' })),
    isGolden: fc.boolean(),
    isOnGolden: fc.option(fc.boolean()),
  })
  const anyMatch: fc.Arbitrary<Criteria> = fc.oneof(
    fc.constant({}),
    fc.record({ tags: fc.constantFrom(['1.*'], ['dev-*'], ['*']) }),
    fc.record({ olderThan: fc.record({ by: fc.constantFrom('pushed', 'pulled'), days: fc.nat(60) }) }),
    fc.record({
      newest: fc.record({ count: fc.nat(3), by: fc.constantFrom('pushed', 'created', 'version') }),
    }),
    fc.record({ isOnGolden: fc.boolean() }),
  )
  const anyRule = fc
    .tuple(fc.constantFrom('keep', 'delete'), anyMatch)
    .map(([verb, match]) => rule(verb, match))

  it('keeps all that is golden, and what each keep rule takes by itself', () => {
    fc.assert(
      fc.property(fc.array(anyTag, { maxLength: 12 }), fc.array(anyRule, { maxLength: 5 }), (tags, rules) => {
        const verdicts = judge(policyOf(...rules), tags, NOW)
        const keeps = rules.filter(({ verb }) => verb === 'keep')
        const protectedBy = judge(policyOf(ALL, ...keeps), tags, NOW)
        verdicts.forEach((verdict, at) => {
          if (verdict.fate === 'keep') return
          expect(tags[at]?.isGolden).toBe(false)
          expect(protectedBy[at]?.fate).toBe('delete')
        })
      }),
    )
  })

  it('deletes nothing more when a keep rule is added', () => {
    fc.assert(
      fc.property(fc.array(anyTag, { maxLength: 12 }), fc.array(anyRule), anyMatch, (tags, rules, match) => {
        const before = deleted(tags, ...rules).length
        expect(deleted(tags, ...rules, rule('keep', match)).length).toBeLessThanOrEqual(before)
      }),
    )
  })
})
