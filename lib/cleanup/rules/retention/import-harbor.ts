import { z } from 'zod'
import type { RetentionRuleDocument } from '@/lib/core/retention-document'
import { type Imported, ImportFault, type Note, named, note } from './imported'

const selector = z.looseObject({
  kind: z.string().optional(),
  decoration: z.string().optional(),
  pattern: z.string(),
  extras: z.string().optional(),
})
const harborRule = z.looseObject({
  disabled: z.boolean().optional(),
  action: z.string().optional(),
  template: z.string(),
  params: z.record(z.string(), z.unknown()).nullish(),
  scope_selectors: z.record(z.string(), z.array(selector)).nullish(),
  tag_selectors: z.array(selector).nullish(),
})
const harborPolicy = z.looseObject({
  algorithm: z.string().optional(),
  rules: z.array(harborRule).max(50),
  trigger: z
    .looseObject({ kind: z.string().optional(), settings: z.record(z.string(), z.unknown()).nullish() })
    .nullish(),
})
type HarborRule = z.output<typeof harborRule>

/**
 * A Harbor tag retention policy as ours. There the rules say what stays and all else of a repository they touch
 * goes; here that rest becomes a rule of its own that everybody can read.
 */
export function importHarbor(value: unknown): Imported {
  const parsed = harborPolicy.safeParse(value)
  if (!parsed.success)
    throw new ImportFault('This is no Harbor retention policy: it needs `rules` with a `template` each.')
  const notes: Note[] = []
  const rules: RetentionRuleDocument[] = []
  const touched = new Set<string>()
  parsed.data.rules.forEach((source, at) => {
    const where = `rules[${at}]`
    if (source.disabled === true) {
      notes.push(note('left-out', where, 'It is disabled.'))
      return
    }
    // What one rule could not say would be deleted by the rest; so nothing of its repositories is.
    const repositories = repositoriesOf(source, { where, notes })
    const match = matchOf(source, { where, notes })
    if (repositories === null || match === null) return
    rules.push({
      name: named(rules, `Harbor rule ${at + 1}: ${source.template}`),
      verb: 'keep',
      repositories,
      match,
    })
    for (const glob of repositories.length === 0 ? ['**'] : repositories) touched.add(glob)
  })
  const isPartial = notes.some(({ kind }) => kind === 'untranslated')
  if (touched.size > 0 && !isPartial) {
    const repositories = touched.has('**') ? [] : [...touched]
    rules.push({
      name: named(rules, 'Everything else'),
      verb: 'delete',
      repositories,
      match: { tags: ['*'] },
    })
    notes.push(
      note(
        'changed',
        'rules',
        'Harbor deletes whatever no rule retains; here the rule “Everything else” says so.',
      ),
    )
    notes.push(
      note(
        'changed',
        'rules',
        'Harbor judges images with all their tags; here each tag is judged by itself.',
      ),
    )
  } else if (isPartial) {
    notes.push(
      note(
        'changed',
        'rules',
        'Not all that stays could be translated, so the rule that deletes the rest was left out.',
      ),
    )
  }
  const cron = cronOf(parsed.data.trigger?.settings?.cron)
  if (cron !== null)
    notes.push(note('changed', 'trigger', `The schedule was “${cron}”. Set it on the policy.`))
  return { rules, notes, untaggedOlderThanDays: null, cron }
}

interface Place {
  readonly where: string
  readonly notes: Note[]
}

function repositoriesOf(source: HarborRule, { where, notes }: Place): string[] | null {
  const selectors = Object.values(source.scope_selectors ?? {}).flat()
  const globs: string[] = []
  for (const { decoration = 'repoMatches', pattern } of selectors) {
    if (decoration !== 'repoMatches') {
      notes.push(
        note('untranslated', where, `Repositories are chosen by ${decoration}, which has no counterpart.`),
      )
      return null
    }
    const spread = spreadBraces(pattern)
    if (spread === null) {
      notes.push(
        note('untranslated', where, `The repository pattern “${pattern}” cannot be written as globs.`),
      )
      return null
    }
    // Harbor's patterns begin behind the project's name.
    globs.push(...spread.map((glob) => (glob === '**' ? glob : `**/${glob}`)))
  }
  return globs.includes('**') ? [] : globs
}

function matchOf(source: HarborRule, place: Place): RetentionRuleDocument['match'] | null {
  const { where, notes } = place
  const tags: string[] = []
  for (const { decoration = 'matches', pattern, extras } of source.tag_selectors ?? []) {
    const spread = decoration === 'matches' ? spreadBraces(pattern) : null
    if (spread === null) {
      notes.push(
        note(
          'untranslated',
          where,
          `Tags are chosen by ${decoration} “${pattern}”, which has no counterpart.`,
        ),
      )
      return null
    }
    tags.push(...spread.map((glob) => (glob === '**' ? '*' : glob)))
    if (extras?.includes('true'))
      notes.push(note('left-out', where, 'What has no tag is not judged by rules about tags.'))
  }
  const names = tags.length === 0 || tags.includes('*') ? {} : { tags }
  const kept = keptBy(source)
  if (kept !== null) return { ...names, ...kept }
  notes.push(note('untranslated', where, `The template ${source.template} has no counterpart.`))
  return null
}

function keptBy({ template, params }: HarborRule): RetentionRuleDocument['match'] | null {
  const number = (fallback: number) => {
    const value = Number(params?.[template] ?? fallback)
    return Number.isInteger(value) && value > 0 && value <= 36_500 ? value : fallback
  }
  if (template === 'always') return {}
  if (template === 'latestPushedK') return { newest: { count: number(10), by: 'pushed' } }
  if (template === 'nDaysSinceLastPush') return { youngerThan: { by: 'pushed', days: number(30) } }
  if (template === 'nDaysSinceLastPull') return { youngerThan: { by: 'pulled', days: number(30) } }
  return null
}

/** `{a,b/**}` as the globs it stands for, at most 50; null for classes and nested braces. */
function spreadBraces(pattern: string): string[] | null {
  if (/[[\]\\!]/.test(pattern)) return null
  const match = /^([^{}]*)\{([^{}]*)\}([^{}]*)$/.exec(pattern)
  if (match === null) return /[{}]/.test(pattern) || pattern === '' ? null : [pattern]
  const [, before = '', inner = '', after = ''] = match
  const globs = inner.split(',').map((part) => `${before}${part.trim()}${after}`)
  return globs.length > 50 || globs.includes('') ? null : globs
}

/** Harbor's six fields begin with seconds. */
function cronOf(cron: unknown): string | null {
  if (typeof cron !== 'string' || cron.trim() === '') return null
  const fields = cron.trim().split(/\s+/)
  return fields.length === 6 ? fields.slice(1).join(' ') : fields.join(' ')
}
