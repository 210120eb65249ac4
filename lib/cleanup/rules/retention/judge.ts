import semver from 'semver'
import { compile, momentOf } from './criteria'
import { globMatcher, groupOf, versionOf } from './pattern'
import type { AgeBy, Criteria, RetentionPolicy, RetentionRule } from './policy'

/** What is known of one tag. Null is not known, and never counts for deleting. */
export interface TagFacts {
  readonly repository: string
  readonly tag: string
  readonly digest: string | null
  /** Epoch ms, the latest it can have been. */
  readonly pushedAt: number | null
  /** Whether it was there the first time anybody looked: then nothing says which of two came first. */
  readonly isPushOrderUnknown?: boolean | undefined
  readonly createdAt: number | null
  /** When it was last pulled; null where no events tell. */
  readonly pulledAt: number | null
  readonly platforms: readonly string[]
  readonly labels: Readonly<Record<string, string>> | null
  /** Golden in any line, or needed by something that is. */
  readonly isGolden: boolean
  /** Built on something golden; null where its layers are not known. */
  readonly isOnGolden: boolean | null
}

export interface Verdict {
  readonly fate: 'keep' | 'delete'
  /** The rule that decided; null where none spoke of the tag, which keeps it. */
  readonly rule: string | null
  /** `protected`: golden, whatever the rules say. `unreadable`: what it names is not known. */
  readonly because: 'rule' | 'no-rule' | 'protected' | 'unreadable'
}

/**
 * What a policy makes of every tag, in the order given. Golden stays whatever the rules say; `keep` wins over
 * `delete`; what no rule speaks of stays.
 */
export function judge(policy: RetentionPolicy, tags: readonly TagFacts[], now: number): readonly Verdict[] {
  const kept = namesOf(policy, 'keep', { tags, now })
  const gone = namesOf(policy, 'delete', { tags, now })
  return tags.map((tag) => {
    if (tag.isGolden) return { fate: 'keep', rule: null, because: 'protected' }
    const keep = kept.get(tag)
    if (keep !== undefined) return { fate: 'keep', rule: keep, because: 'rule' }
    const rule = gone.get(tag)
    return rule === undefined
      ? { fate: 'keep', rule: null, because: 'no-rule' }
      : { fate: 'delete', rule, because: 'rule' }
  })
}

export interface Question {
  readonly tags: readonly TagFacts[]
  readonly now: number
}

/** The first rule of a verb that speaks of each tag. */
function namesOf(
  policy: RetentionPolicy,
  verb: RetentionRule['verb'],
  question: Question,
): Map<TagFacts, string> {
  const names = new Map<TagFacts, string>()
  for (const rule of policy.rules) {
    if (rule.verb !== verb) continue
    for (const tag of select(rule, question)) if (!names.has(tag)) names.set(tag, rule.name)
  }
  return names
}

/** The tags a rule speaks of. */
export function select(rule: RetentionRule, { tags, now }: Question): readonly TagFacts[] {
  const repositories = rule.repositories.map(globMatcher)
  const isInScope = ({ repository }: TagFacts) =>
    repositories.length === 0 || repositories.some((matches) => matches(repository))
  // What is not known speaks for keeping a tag and never for deleting it.
  const isSafe = rule.verb === 'keep'
  const criteria = compile(rule.match, { now, ifUnknown: isSafe })
  const selected = tags.filter((tag) => isInScope(tag) && criteria.every(({ holds }) => holds(tag)))
  const { newest } = rule.match
  if (newest === undefined) return selected

  const { newer, older, unplaced } = rank(selected, newest)
  return isSafe ? [...newer, ...unplaced] : older
}

interface Ranking {
  readonly newer: readonly TagFacts[]
  readonly older: readonly TagFacts[]
  /** Those whose moment is not known. A name that is no version is none of the three. */
  readonly unplaced: readonly TagFacts[]
}

function rank(tags: readonly TagFacts[], newest: NonNullable<Criteria['newest']>): Ranking {
  const placed = newest.by === 'version' ? byVersion(tags) : byMoment(tags, newest.by)
  const nameGroup = newest.groupPattern === undefined ? () => '' : groupOf(newest.groupPattern)
  const counts = new Map<string, number>()
  const newer: TagFacts[] = []
  const older: TagFacts[] = []
  for (const tag of placed.newestFirst) {
    const name = nameGroup(tag.tag)
    if (name === null) continue
    const group = `${tag.repository}\n${name}`
    const before = counts.get(group) ?? 0
    counts.set(group, before + 1)
    if (before < newest.count) newer.push(tag)
    else older.push(tag)
  }
  return { newer, older, unplaced: placed.unplaced }
}

interface Placed {
  readonly newestFirst: readonly TagFacts[]
  readonly unplaced: readonly TagFacts[]
}

function byMoment(tags: readonly TagFacts[], by: AgeBy): Placed {
  const placeOf = (tag: TagFacts) => (by === 'pushed' && tag.isPushOrderUnknown ? null : momentOf(tag, by))
  const known = tags.flatMap((tag) => {
    const at = placeOf(tag)
    return at === null ? [] : [{ tag, at }]
  })
  known.sort((one, other) => other.at - one.at || compareNames(one.tag, other.tag))
  return {
    newestFirst: known.map(({ tag }) => tag),
    unplaced: tags.filter((tag) => placeOf(tag) === null),
  }
}

function byVersion(tags: readonly TagFacts[]): Placed {
  const known = tags.flatMap((tag) => {
    const version = versionOf(tag.tag)
    return version === null ? [] : [{ tag, version }]
  })
  known.sort(
    (one, other) => semver.compareBuild(other.version, one.version) || compareNames(one.tag, other.tag),
  )
  return { newestFirst: known.map(({ tag }) => tag), unplaced: [] }
}

function compareNames({ tag: one }: TagFacts, { tag: other }: TagFacts): number {
  return Number(one < other) - Number(one > other)
}
