import 'server-only'
import { setImmediate } from 'node:timers/promises'
import type { Context } from '@/lib/access/context'
import type { RetentionPolicyRow, RunTotals } from '../retention-policy'
import { chartAges } from '../rules/retention/age-chart'
import { tallyBytes } from '../rules/retention/freed'
import { judge, type Verdict } from '../rules/retention/judge'
import { staleUntagged } from '../rules/retention/stale-untagged'
import { untaggedBy } from '../rules/retention/untagged-by'
import { listGoingChildren, readGoingBlobs } from '../store/retention-bytes'
import { listScopedRepositories, readTagFacts, type SizedTag } from '../store/retention-facts'
import { findStorageMoment, listUntaggedFacts, type UntaggedFacts } from '../store/retention-untagged'

/** One tag with what was decided of it. */
export interface JudgedTag {
  readonly repositoryId: string
  readonly tag: SizedTag
  readonly verdict: Verdict
}

/** A manifest without a tag that goes. */
export interface JudgedManifest {
  readonly repositoryId: string
  readonly repository: string
  readonly manifest: UntaggedFacts
}

export interface JudgedScope {
  readonly tags: readonly JudgedTag[]
  /** Of each repository an index before what it lists. */
  readonly manifests: readonly JudgedManifest[]
  readonly totals: Omit<RunTotals, 'verdicts' | 'compared' | 'outcome'>
}

/** Judges every tag a policy reaches, a repository at a time, from the index alone. */
export async function judgeScope(ctx: Context, policy: RetentionPolicyRow): Promise<JudgedScope> {
  const now = ctx.clock.now()
  const db = ctx.db.query
  const withLabels = policy.document.rules.some(({ match }) => match.labels !== undefined)
  const repositories = await listScopedRepositories(db, policy)
  const judged: JudgedTag[] = []
  const manifests: JudgedManifest[] = []
  const going = new Map<string, number>()
  const leave = (digest: string) => going.set(digest, (going.get(digest) ?? 0) + 1)
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
    for (const digest of [...untagged, ...children]) leave(digest)
    for (const manifest of await staleOf(ctx, policy, repository.id)) {
      manifests.push({ repositoryId: repository.id, repository: repository.name, manifest })
      leave(manifest.digest)
    }
    await setImmediate()
  }
  const bytes = await bytesOf(ctx, policy, { judged, manifests, going })
  const untagged =
    policy.document.untaggedOlderThanDays === null
      ? null
      : { deleted: manifests.length, asOf: await findStorageMoment(db, policy.registryId) }
  const counts = { ...countsOf(judged, now), repositories: repositories.length, untagged }
  return { tags: judged, manifests, totals: { ...counts, ...bytes } }
}

async function staleOf(ctx: Context, { document }: RetentionPolicyRow, repositoryId: string) {
  const { untaggedOlderThanDays: olderThanDays } = document
  if (olderThanDays === null) return []
  const manifests = await listUntaggedFacts(ctx.db.query, repositoryId)
  return staleUntagged(manifests, { olderThanDays, now: ctx.clock.now() })
}

/** A tag nobody could read has no digest to hold on to, and stays. */
function readable(verdict: Verdict, tag: SizedTag | undefined): Verdict {
  if (verdict.fate === 'keep' || tag?.digest) return verdict
  return { fate: 'keep', rule: null, because: 'unreadable' }
}

interface Outcome {
  readonly judged: readonly JudgedTag[]
  readonly manifests: readonly JudgedManifest[]
  readonly going: ReadonlyMap<string, number>
}

async function bytesOf(ctx: Context, policy: RetentionPolicyRow, { judged, manifests, going }: Outcome) {
  const gone = [
    ...judged.flatMap(({ tag, verdict }) => (verdict.fate === 'delete' ? tag.size : [])),
    ...manifests.map(({ manifest }) => manifest.size),
  ]
  const unknownSizes = gone.filter((size) => size === null).length
  const total = gone.reduce<number>((sum, size) => sum + (size ?? 0), 0)
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
