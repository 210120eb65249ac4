import { describe, expect, it } from 'vitest'
import { importEcr } from './import-ecr'
import { importHarbor } from './import-harbor'
import { ImportFault } from './imported'

const harborRule = (more: object = {}) => ({
  action: 'retain',
  template: 'latestPushedK',
  params: { latestPushedK: 10 },
  scope_selectors: {
    repository: [{ kind: 'doublestar', decoration: 'repoMatches', pattern: '{api,web/**}' }],
  },
  tag_selectors: [{ kind: 'doublestar', decoration: 'matches', pattern: 'v*' }],
  ...more,
})

describe('a Harbor policy', () => {
  it('keeps what it retains and says in a rule of its own what goes', () => {
    const { rules, cron } = importHarbor({
      algorithm: 'or',
      rules: [harborRule()],
      trigger: { kind: 'Schedule', settings: { cron: '0 0 0 * * *' } },
    })
    expect(rules).toMatchObject([
      {
        verb: 'keep',
        repositories: ['**/api', '**/web/**'],
        match: { tags: ['v*'], newest: { count: 10, by: 'pushed' } },
      },
      { verb: 'delete', repositories: ['**/api', '**/web/**'], match: { tags: ['*'] } },
    ])
    expect(cron).toBe('0 0 * * *')
  })

  it('deletes nothing when a rule could not be translated', () => {
    const excluding = harborRule({ tag_selectors: [{ decoration: 'excludes', pattern: 'x' }] })
    const { rules, notes } = importHarbor({ rules: [harborRule(), excluding] })
    expect(rules.some(({ verb }) => verb === 'delete')).toBe(false)
    expect(notes.some(({ kind }) => kind === 'untranslated')).toBe(true)
  })

  it('is told from other JSON', () => {
    for (const value of [null, [], {}, { rules: [{}] }])
      expect(() => importHarbor(value)).toThrow(ImportFault)
  })
})

const ecrRule = (rulePriority: number, selection: object, action = 'expire') => ({
  rulePriority,
  selection: { countUnit: 'days', countNumber: 14, countType: 'sinceImagePushed', ...selection },
  action: { type: action },
})

describe('an ECR policy', () => {
  it('lets no later rule take what an earlier one spared', () => {
    const { rules, notes, untaggedOlderThanDays } = importEcr({
      rules: [
        ecrRule(1, { tagStatus: 'untagged' }),
        ecrRule(2, {
          tagStatus: 'tagged',
          tagPrefixList: ['prod'],
          countType: 'imageCountMoreThan',
          countNumber: 5,
        }),
        ecrRule(3, { tagStatus: 'any', countNumber: 30 }),
      ],
    })
    expect(notes).toContainEqual(expect.objectContaining({ kind: 'changed', where: 'rulePriority 1' }))
    expect(untaggedOlderThanDays).toBe(14)
    expect(rules.map(({ verb, match }) => [verb, match])).toEqual([
      ['delete', { tags: ['prod*'], newest: { count: 5, by: 'pushed' } }],
      ['keep', { tags: ['prod*'], newest: { count: 5, by: 'pushed' } }],
      ['delete', { tags: ['*'], olderThan: { by: 'pushed', days: 30 } }],
    ])
  })

  it('keeps what a rule selects that cannot be said here', () => {
    const { rules, notes } = importEcr({
      rules: [
        ecrRule(1, { tagStatus: 'tagged', tagPatternList: ['a*', 'b*'] }),
        ecrRule(2, { tagStatus: 'tagged', tagPatternList: ['c*'] }, 'transition'),
      ],
    })
    expect(rules.map(({ verb }) => verb)).toEqual(['keep', 'keep'])
    expect(notes.filter(({ kind }) => kind === 'untranslated')).toHaveLength(2)
  })

  it('leaves what has no tag alone where an earlier rule about it cannot be said', () => {
    const { untaggedOlderThanDays } = importEcr({
      rules: [
        ecrRule(1, { tagStatus: 'untagged', countType: 'imageCountMoreThan' }),
        ecrRule(2, { tagStatus: 'untagged' }),
      ],
    })
    expect(untaggedOlderThanDays).toBeNull()
  })
})
