import 'server-only'
import type { Context } from '@/lib/access/context'
import { transaction } from '@/lib/db/transaction'
import type { Hold } from '@/lib/jobs/store/lease'
import { setPhase } from '@/lib/jobs/store/progress'
import type { RetentionPolicyRow, RetentionRunRow } from '../retention-policy'
import type { DeletionItem } from '../rules/deletion/item'
import { addRunDeletions } from '../store/retention-deletions'
import { updateRun } from '../store/retention-runs'
import { queueDeletion } from '../use-cases/queue-deletion'
import { announceRun } from './close-run'
import type { JudgedScope } from './judge-scope'

interface HandOver {
  readonly run: RetentionRunRow
  readonly policy: RetentionPolicyRow
  readonly judged: JudgedScope
  readonly hold: Hold
}

/**
 * Starts a deletion for each repository, with each tag and the digest it was judged by, and one more for what has had
 * no tag for long. All of them or none, so a run that is done again after a crash starts nothing twice.
 */
export async function handOver(ctx: Context, { run, policy, judged, hold }: HandOver): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    await setPhase(tx, hold, 'Handing over what goes')
    const isOurs = await updateRun(tx, run.id, { state: 'deleting' })
    if (!isOurs) return
    const deletions = []
    for (const { repository, items, removesUntagged } of [
      ...tagsOf(policy, judged),
      ...manifestsOf(judged),
    ]) {
      const { jobId, deletionId } = await queueDeletion(ctx, tx, {
        registry: { id: policy.registryId, name: policy.registry },
        repository,
        items,
        removesUntagged,
        reason: `Retention policy “${policy.name}”, version ${policy.version}`,
        facts: { policy: policy.id, run: run.id },
      })
      deletions.push({ jobId, deletionId, repository: repository.name })
    }
    await addRunDeletions(tx, run.id, deletions)
    await announceRun(tx, policy)
  })
}

interface Going {
  readonly repository: { readonly id: string; readonly name: string }
  readonly items: DeletionItem[]
  readonly removesUntagged: boolean
}

function tagsOf({ removesUntagged }: RetentionPolicyRow, { tags }: JudgedScope): Iterable<Going> {
  const going = new Map<string, Going>()
  for (const { repositoryId: id, tag, verdict } of tags) {
    if (verdict.fate !== 'delete' || tag.digest === null) continue
    const entry = going.get(id) ?? { repository: { id, name: tag.repository }, items: [], removesUntagged }
    entry.items.push({ key: tag.tag, kind: 'tag', digest: tag.digest })
    going.set(id, entry)
  }
  return going.values()
}

function manifestsOf({ manifests }: JudgedScope): Iterable<Going> {
  const going = new Map<string, Going>()
  for (const { repositoryId: id, repository: name, manifest } of manifests) {
    const entry = going.get(id) ?? { repository: { id, name }, items: [], removesUntagged: false }
    entry.items.push({ key: manifest.digest, kind: 'manifest', digest: manifest.digest })
    going.set(id, entry)
  }
  return going.values()
}
