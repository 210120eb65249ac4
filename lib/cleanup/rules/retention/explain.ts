import { compile } from './criteria'
import { judge, type Question, select, type TagFacts, type Verdict } from './judge'
import { globMatcher } from './pattern'
import type { RetentionPolicy, RetentionRule } from './policy'

/** What one rule says of one tag, and if nothing, for want of what. */
export interface RuleAnswer {
  readonly rule: string
  readonly verb: RetentionRule['verb']
  readonly speaks: boolean
  /** What of the rule the tag does not meet, by the names of the policy. */
  readonly unmet: readonly string[]
}

export interface Explanation {
  readonly verdict: Verdict
  readonly rules: readonly RuleAnswer[]
}

/** Why one tag stays or goes. `tags` are all of its repository, for rules that count; undefined for a tag not among them. */
export function explain(
  policy: RetentionPolicy,
  target: string,
  { tags, now }: Question,
): Explanation | undefined {
  const at = tags.findIndex(({ tag }) => tag === target)
  const tag = tags[at]
  const verdict = judge(policy, tags, now)[at]
  if (tag === undefined || verdict === undefined) return undefined
  return { verdict, rules: policy.rules.map((rule) => answer(rule, tag, { tags, now })) }
}

function answer(rule: RetentionRule, tag: TagFacts, question: Question): RuleAnswer {
  const { name, verb } = rule
  if (select(rule, question).includes(tag)) return { rule: name, verb, speaks: true, unmet: [] }
  const isOutside =
    rule.repositories.length > 0 && !rule.repositories.some((glob) => globMatcher(glob)(tag.repository))
  if (isOutside) return { rule: name, verb, speaks: false, unmet: ['repositories'] }
  const criteria = compile(rule.match, { now: question.now, ifUnknown: verb === 'keep' })
  const unmet = criteria.filter(({ holds }) => !holds(tag)).map((criterion) => criterion.name)
  // Everything else holds: it is the place among the newest that decides.
  return { rule: name, verb, speaks: false, unmet: unmet.length > 0 ? unmet : ['newest'] }
}
