import semver from 'semver'
import { type RetentionDocument, retentionDocument } from '@/lib/core/retention-document'
import { groupOf, patternMatcher } from './pattern'

/** What is wrong with a document, by the way to it: `['rules', 0, 'match', 'tagPattern']`. */
export interface DocumentIssue {
  readonly path: readonly (string | number)[]
  readonly message: string
}

export type CheckedDocument =
  | { readonly kind: 'good'; readonly document: RetentionDocument }
  | { readonly kind: 'bad'; readonly issues: readonly DocumentIssue[] }

const ISSUES_MAX = 50

/** Whether a value is a policy: its shape, its patterns, and what no rule may leave unsaid. Pure. */
export function checkDocument(value: unknown): CheckedDocument {
  const parsed = retentionDocument.safeParse(value)
  if (!parsed.success) return { kind: 'bad', issues: parsed.error.issues.slice(0, ISSUES_MAX).map(plain) }
  const issues = [...emptyIssues(parsed.data), ...meaningIssues(parsed.data)].slice(0, ISSUES_MAX)
  return issues.length > 0 ? { kind: 'bad', issues } : { kind: 'good', document: parsed.data }
}

function plain(issue: { readonly path: readonly PropertyKey[]; readonly message: string }): DocumentIssue {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
  return { path, message: issue.message }
}

/** A policy for manifests without a tag alone needs no rule; any other one does. */
function emptyIssues({ rules, untaggedOlderThanDays }: RetentionDocument): readonly DocumentIssue[] {
  if (rules.length > 0 || untaggedOlderThanDays !== null) return []
  return [{ path: ['rules'], message: 'A policy needs a rule.' }]
}

function meaningIssues({ rules }: RetentionDocument): readonly DocumentIssue[] {
  const names = new Set<string>()
  return rules.flatMap((rule, at) => {
    const issues: DocumentIssue[] = []
    const say = (path: readonly (string | number)[], message: string | null) => {
      if (message !== null) issues.push({ path: ['rules', at, ...path], message })
    }
    if (names.has(rule.name)) say(['name'], 'Another rule has this name.')
    names.add(rule.name)
    const { match } = rule
    if (rule.verb === 'delete' && Object.values(match).every((said) => said === undefined)) {
      say(['match'], 'A rule that deletes has to say what it deletes.')
    }
    if (match.tagPattern !== undefined) say(['match', 'tagPattern'], patternFault(match.tagPattern))
    if (match.versionRange !== undefined && semver.validRange(match.versionRange) === null) {
      say(['match', 'versionRange'], 'This is no range of versions, such as >=1.0.0 <2.0.0.')
    }
    const group = match.newest?.groupPattern
    if (group !== undefined) say(['match', 'newest', 'groupPattern'], groupFault(group))
    return issues
  })
}

function patternFault(pattern: string): string | null {
  try {
    patternMatcher(pattern)
    return null
  } catch (error) {
    return `RE2 cannot read this pattern${error instanceof Error ? `: ${error.message.slice(0, 200)}` : '.'}`
  }
}

function groupFault(pattern: string): string | null {
  const fault = patternFault(pattern)
  if (fault !== null) return fault
  groupOf(pattern)
  return /\((?!\?:)/.test(pattern) ? null : 'Put parentheses around the part that makes a group.'
}
