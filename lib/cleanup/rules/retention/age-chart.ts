import type { TagFacts, Verdict } from './judge'

const DAY_MS = 24 * 60 * 60 * 1000
/** Upper ends in days; what is older than the last has a bar of its own. */
const ENDS = [1, 3, 7, 14, 30, 60, 90, 180, 365, 730] as const

/** One bar of the chart: tags by age. */
export interface AgeBar {
  /** Up to so many days; null for older than all others. */
  readonly upToDays: number | null
  readonly kept: number
  readonly deleted: number
}

export interface AgeChart {
  readonly bars: readonly AgeBar[]
  /** Tags of unknown age. */
  readonly unknown: { readonly kept: number; readonly deleted: number }
}

/**
 * The moment a tag's age is told by: pushed, else created; null when neither is known. Of what was there when
 * anybody first looked, that look is the latest it can have been pushed, and says nothing of its age.
 */
export function ageAt(tag: Pick<TagFacts, 'pushedAt' | 'createdAt' | 'isPushOrderUnknown'>): number | null {
  return tag.isPushOrderUnknown === true ? tag.createdAt : (tag.pushedAt ?? tag.createdAt)
}

/** How many tags of each age stay and go. */
export function chartAges(
  tags: readonly TagFacts[],
  { verdicts, now }: { readonly verdicts: readonly Verdict[]; readonly now: number },
): AgeChart {
  const count = () => ({ keep: 0, delete: 0 })
  const bars = Array.from({ length: ENDS.length + 1 }, count)
  const unknown = count()
  tags.forEach((tag, at) => {
    const fate = verdicts[at]?.fate ?? 'keep'
    const moment = ageAt(tag)
    const bar = moment === null ? unknown : bars[barOf((now - moment) / DAY_MS)]
    if (bar !== undefined) bar[fate] += 1
  })
  return {
    bars: bars.map((bar, at) => ({ upToDays: ENDS[at] ?? null, kept: bar.keep, deleted: bar.delete })),
    unknown: { kept: unknown.keep, deleted: unknown.delete },
  }
}

function barOf(days: number): number {
  const found = ENDS.findIndex((end) => days <= end)
  return found === -1 ? ENDS.length : found
}
