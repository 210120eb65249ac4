import { z } from 'zod'
import type { RetentionRuleDocument } from '@/lib/core/retention-document'
import { type Imported, ImportFault, type Note, named, note } from './imported'

const ecrRule = z.looseObject({
  rulePriority: z.number().int(),
  description: z.string().optional(),
  selection: z.looseObject({
    tagStatus: z.enum(['tagged', 'untagged', 'any']),
    tagPatternList: z.array(z.string()).optional(),
    tagPrefixList: z.array(z.string()).optional(),
    countType: z.string(),
    countUnit: z.string().optional(),
    countNumber: z.number().int().positive(),
  }),
  action: z.looseObject({ type: z.string() }),
})
const ecrPolicy = z.looseObject({ rules: z.array(ecrRule).min(1).max(50) })
const UNTAGGED_NOTE =
  'ECR counts from the push; here an image without a tag counts from when its last tag left it.'
type EcrRule = z.output<typeof ecrRule>

/**
 * An ECR lifecycle policy as ours. There an image that a rule of a smaller number selected is left alone by all
 * later ones; here `keep` rules stand for that, for those of its tags the earlier rule would not have expired.
 */
export function importEcr(value: unknown): Imported {
  const parsed = ecrPolicy.safeParse(value)
  if (!parsed.success) {
    throw new ImportFault(
      'This is no ECR lifecycle policy: its rules need `rulePriority`, `selection` and `action`.',
    )
  }
  const notes: Note[] = []
  const rules: RetentionRuleDocument[] = []
  let untaggedOlderThanDays: number | null = null
  let isUntaggedSpared = false
  const ordered = [...parsed.data.rules].sort((one, other) => one.rulePriority - other.rulePriority)
  for (const [at, source] of ordered.entries()) {
    const where = `rulePriority ${source.rulePriority}`
    const { tagStatus, countType } = source.selection
    const fault = untranslatable(source)
    if (fault !== null) {
      notes.push(note('untranslated', where, fault))
      // What it selects no later rule may expire, so it stays.
      isUntaggedSpared ||= tagStatus !== 'tagged'
      const tags = globsOf(source).filter((glob) => glob !== '' && glob.length <= 300)
      if (tagStatus !== 'untagged') {
        const name = named(rules, `ECR rule ${source.rulePriority}: not translated, stays`)
        rules.push({ name, verb: 'keep', repositories: [], match: { tags: tags.length > 0 ? tags : ['*'] } })
      }
      continue
    }
    if (tagStatus === 'untagged') {
      if (isUntaggedSpared) notes.push(note('left-out', where, 'An earlier rule spares what has no tag.'))
      else {
        untaggedOlderThanDays ??= source.selection.countNumber
        notes.push(note('changed', where, UNTAGGED_NOTE))
      }
      continue
    }
    if (tagStatus === 'any')
      notes.push(
        note('changed', where, 'It also selects images without a tag; here only tags are judged by it.'),
      )
    const name = named(rules, source.description ?? `ECR rule ${source.rulePriority}`)
    rules.push({ name, verb: 'delete', repositories: [], match: expiredBy(source) })
    if (at < ordered.length - 1) {
      const spared = named(rules, `${name}: the rest stays`)
      rules.push({ name: spared, verb: 'keep', repositories: [], match: sparedBy(source) })
    }
    if (countType === 'imageCountMoreThan') {
      notes.push(note('changed', where, 'ECR counts images; here each tag counts by itself.'))
    }
  }
  return { rules, notes, untaggedOlderThanDays, cron: null }
}

function untranslatable({ selection, action }: EcrRule): string | null {
  const { tagStatus, countType, countUnit, tagPatternList = [], tagPrefixList = [] } = selection
  if (action.type !== 'expire')
    return `The action ${action.type} has no counterpart: nothing is moved to an archive here.`
  const isAge = countType === 'sinceImagePushed' || countType === 'sinceImagePulled'
  if (!isAge && countType !== 'imageCountMoreThan') return `Counting by ${countType} has no counterpart.`
  if (isAge && countUnit !== 'days')
    return `The unit ${countUnit ?? '(none)'} has no counterpart; only days have.`
  if (selection.storageClass === 'archive') return 'There is no archive here to select from.'
  if (tagStatus === 'untagged' && countType !== 'sinceImagePushed')
    return `Untagged manifests can only be chosen by age, not by ${countType}.`
  if (tagStatus === 'tagged' && tagPatternList.length + tagPrefixList.length === 0)
    return 'It names neither patterns nor prefixes.'
  const globs = [...tagPatternList, ...tagPrefixList]
  if (globs.length > 1) {
    return 'It selects images that carry a tag for each of its patterns; here each tag is judged by itself.'
  }
  return globs.some((glob) => glob.length > 300 || glob === '') ? 'A pattern is empty or too long.' : null
}

function globsOf({ selection }: EcrRule): string[] {
  const { tagPatternList = [], tagPrefixList = [] } = selection
  return [...tagPatternList, ...tagPrefixList.map((prefix) => `${prefix}*`)].slice(0, 50)
}

function namesOf(source: EcrRule): RetentionRuleDocument['match'] {
  return { tags: source.selection.tagStatus === 'any' ? ['*'] : globsOf(source) }
}

/** What an expiring rule takes. */
function expiredBy(source: EcrRule): RetentionRuleDocument['match'] {
  const { countType, countNumber } = source.selection
  const names = namesOf(source)
  if (countType === 'imageCountMoreThan') return { ...names, newest: { count: countNumber, by: 'pushed' } }
  return { ...names, olderThan: { by: momentOf(countType), days: countNumber } }
}

/** What a rule selected and did not expire, which no later rule may. */
function sparedBy(source: EcrRule): RetentionRuleDocument['match'] {
  const { countType, countNumber } = source.selection
  if (countType === 'imageCountMoreThan') return expiredBy(source)
  return { ...namesOf(source), youngerThan: { by: momentOf(countType), days: countNumber } }
}

function momentOf(countType: string): 'pulled' | 'pushed' {
  return countType === 'sinceImagePulled' ? 'pulled' : 'pushed'
}
