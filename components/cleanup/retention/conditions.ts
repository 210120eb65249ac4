import type { Rule } from './queries'

type Match = Rule['match']
export type Condition = 'repositories' | keyof Match

interface Described {
  readonly key: Condition
  readonly label: string
  /** What it begins as where an empty one would say nothing. */
  readonly start?: Partial<Match>
}

/** Everything a rule can ask, in the order in which a form shows it. */
export const CONDITIONS: readonly Described[] = [
  { key: 'repositories', label: 'Repositories' },
  { key: 'tags', label: 'Tags' },
  { key: 'tagPattern', label: 'Tag pattern' },
  { key: 'versionRange', label: 'Versions' },
  { key: 'olderThan', label: 'Older than', start: { olderThan: { by: 'pushed', days: 30 } } },
  { key: 'youngerThan', label: 'Younger than', start: { youngerThan: { by: 'pushed', days: 30 } } },
  { key: 'newest', label: 'Newest', start: { newest: { count: 10, by: 'created' } } },
  { key: 'platforms', label: 'Platforms' },
  { key: 'labels', label: 'Labels' },
  { key: 'isGolden', label: 'Golden', start: { isGolden: false } },
  { key: 'isOnGolden', label: 'Built on golden', start: { isOnGolden: false } },
]

/** Whether a rule asks it. */
export function isSaid(rule: Rule, key: Condition): boolean {
  return key === 'repositories' ? rule.repositories.length > 0 : rule.match[key] !== undefined
}

/** A rule that asks it no more. */
export function unsaid(rule: Rule, key: Condition): Rule {
  if (key === 'repositories') return { ...rule, repositories: [] }
  const { [key]: _, ...match } = rule.match
  return { ...rule, match }
}
