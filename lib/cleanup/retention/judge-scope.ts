import 'server-only'
import { setImmediate } from 'node:timers/promises'
import type { Context } from '@/lib/access/context'
import type { RetentionPolicyRow, RunTotals } from '../retention-policy'
import { ageAt, chartAges } from '../rules/retention/age-chart'
import { tallyBytes } from '../rules/retention/freed'
import { judge, type Verdict } from '../rules/retention/judge'
import { untaggedBy } from '../rules/retention/untagged-by'
import { listGoingChildren, readGoingBlobs } from '../store/retention-bytes'
import { listScopedRepositories, readTagFacts, type SizedTag } from '../store/retention-facts'

/** One tag with what was decided of it. */
export interface JudgedTag {
  readonly repositoryId: string
  readonly tag: SizedTag
  readonly verdict: Verdict
}

export interface JudgedScope {
  readonly tags: readonly JudgedTag[]
  readonly totals: Omit<RunTotals, 'verdicts' | 'compared' | 'outcome'>
}

/** Judges every tag a policy reaches, a repository at a time, from the index alone. */
export async function judgeScope(ctx: Context, policy: RetentionPolicyRow): Promise<JudgedScope> {
  const now = ctx.clock.now()
  const db = ctx.db.query
  const withLabels = policy.document.rules.some(({ match }) => match.labels !== undefined)
  const repositories = await listScopedRepositories(db, policy)
  const judged: JudgedTag[] = []
  const going = new Map<string, number>()
  for (const repository of repositories) {
    ctx.signal.throwIfAborted()
    const tags = await readTagFacts(db, { repository, withLabels })
    const verdicts = judge(policy.document, tags, now).map((verdict, at) => readable(verdict, tags[at]))
    tags.forEach((tag, at) => {
      const verdict = verdicts[at]
      if (verdict !== undefined) judged.push({ repositoryId: repository.id, tag, verdict })
    })
    const untagged = untaggedBy(tags, verdicts)
    const children = untagged.length === 0 ? [] : await listGoingChildren(db, repository.id, untagged)
    for (const digest of [...untagged, ...children]) going.set(digest, (going.get(digest) ?? 0) + 1)
    await setImmediate()
  }
  const bytes = await bytesOf(ctx, policy, { judged, going })
  return { tags: judged, totals: { ...countsOf(judged, now), repositories: repositories.length, ...bytes } }
}

/** A tag nobody could read has no digest to hold on to, and stays. */
function readable(verdict: Verdict, tag: SizedTag | undefined): Verdict {
  if (verdict.fate === 'keep' || tag?.digest) return verdict
  return { fate: 'keep', rule: null, because: 'unreadable' }
}

interface Outcome {
  readonly judged: readonly JudgedTag[]
  readonly going: ReadonlyMap<string, number>
}

async function bytesOf(ctx: Context, policy: RetentionPolicyRow, { judged, going }: Outcome) {
  const gone = judged.filter(({ verdict }) => verdict.fate === 'delete')
  const unknownSizes = gone.filter(({ tag }) => tag.size === null).length
  const total = gone.reduce((sum, { tag }) => sum + (tag.size ?? 0), 0)
  const tally = tallyBytes(total, await readGoingBlobs(ctx.db.query, policy.registryId, going))
  // Where no size at all is known, a sum of nothing would read like a small one.
  const isUnknown = gone.length > 0 && unknownSizes === gone.length
  return {
    unknownSizes,
    totalBytes: isUnknown ? null : tally.total,
    uniqueBytes: isUnknown ? null : tally.unique,
    freedBytes: isUnknown ? null : tally.freed,
  }
}

function countsOf(judged: readonly JudgedTag[], now: number) {
  const tags = judged.map(({ tag }) => tag)
  const verdicts = judged.map(({ verdict }) => verdict)
  const rules = new Map<string, { rule: string | null; fate: string; tags: number }>()
  for (const { rule, fate, because } of verdicts) {
    const key = `${fate} ${because} ${rule}`
    const entry = rules.get(key) ?? { rule, fate: because === 'protected' ? 'protected' : fate, tags: 0 }
    entry.tags += 1
    rules.set(key, entry)
  }
  const { bars, unknown } = chartAges(tags, { verdicts, now })
  return {
    tags: tags.length,
    deleted: verdicts.filter(({ fate }) => fate === 'delete').length,
    protected: verdicts.filter(({ because }) => because === 'protected').length,
    unknownPush: tags.filter(({ isPushOrderUnknown }) => isPushOrderUnknown).length,
    rules: [...rules.values()].sort((one, other) => other.tags - one.tags),
    bars,
    unknownAge: unknown,
  }
}

/** As it is kept: what goes first, then by repository as judged. */
export function inReadingOrder(tags: readonly JudgedTag[]): readonly JudgedTag[] {
  const goes = tags.filter(({ verdict }) => verdict.fate === 'delete')
  const stays = tags.filter(({ verdict }) => verdict.fate === 'keep')
  return [...goes, ...stays]
}

/** The moment a judged tag's age is told by. */
export function shownAge({ tag }: JudgedTag): number | null {
  return ageAt(tag)
}
