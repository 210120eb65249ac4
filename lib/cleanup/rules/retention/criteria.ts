import type { TagFacts } from './judge'
import { globMatcher, type Matcher, patternMatcher, versionMatcher } from './pattern'
import type { AgeBy, Criteria } from './policy'

const DAY_MS = 24 * 60 * 60 * 1000

/** One thing a rule asks, with the name it goes by in the policy. */
export interface Criterion {
  readonly name: string
  readonly holds: (tag: TagFacts) => boolean
}

interface Terms {
  readonly now: number
  /** What a criterion says of what is not known. */
  readonly ifUnknown: boolean
}

/** Everything a rule asks of a tag by itself; `newest` asks it beside others and is not among them. */
export function compile(match: Criteria, { now, ifUnknown }: Terms): readonly Criterion[] {
  const { tags, tagPattern, versionRange, olderThan, youngerThan, isGolden, isOnGolden, labels, platforms } =
    match
  const criteria: Criterion[] = []
  const ask = (name: string, holds: (tag: TagFacts) => boolean) => criteria.push({ name, holds })
  const age = (tag: TagFacts, by: AgeBy, holds: (days: number) => boolean) => {
    const at = momentOf(tag, by)
    return at === null ? ifUnknown : holds((now - at) / DAY_MS)
  }
  if (tags !== undefined) ask('tags', named(anyOf(tags.map(globMatcher))))
  if (tagPattern !== undefined) ask('tagPattern', named(patternMatcher(tagPattern)))
  if (versionRange !== undefined) ask('versionRange', named(versionMatcher(versionRange)))
  if (olderThan !== undefined) {
    ask('olderThan', (tag) => age(tag, olderThan.by, (days) => days > olderThan.days))
  }
  if (youngerThan !== undefined) {
    ask('youngerThan', (tag) => age(tag, youngerThan.by, (days) => days <= youngerThan.days))
  }
  if (isGolden !== undefined) ask('isGolden', (tag) => tag.isGolden === isGolden)
  if (isOnGolden !== undefined) {
    ask('isOnGolden', (tag) => (tag.isOnGolden === null ? ifUnknown : tag.isOnGolden === isOnGolden))
  }
  if (platforms !== undefined) {
    ask('platforms', (tag) => platforms.some((platform) => tag.platforms.includes(platform)))
  }
  return [...criteria, ...labelCriteria(labels ?? {}, ifUnknown)]
}

function labelCriteria(labels: Readonly<Record<string, string>>, ifUnknown: boolean): readonly Criterion[] {
  return Object.entries(labels).map(([name, glob]) => {
    const matches = globMatcher(glob)
    const holds = ({ labels: own }: TagFacts) => {
      if (own === null) return ifUnknown
      return Object.hasOwn(own, name) && matches(own[name] ?? '')
    }
    return { name: `label ${name}`, holds }
  })
}

const named =
  (matches: Matcher) =>
  ({ tag }: TagFacts): boolean =>
    matches(tag)

const anyOf =
  (matchers: readonly Matcher[]): Matcher =>
  (text) =>
    matchers.some((matches) => matches(text))

/** Epoch ms of one moment of a tag; null where it is not known. */
export function momentOf(tag: TagFacts, by: AgeBy): number | null {
  if (by === 'pushed') return tag.pushedAt
  return by === 'created' ? tag.createdAt : tag.pulledAt
}
