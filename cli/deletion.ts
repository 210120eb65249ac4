import { deleteTags } from '@/lib/cleanup/handlers/delete-tags'
import { blockMessage, describeMethod, describeReason } from '@/lib/cleanup/rules/deletion/messages'
import { getDeletion } from '@/lib/cleanup/use-cases/get-deletion'
import type { ShownPlan } from '@/lib/cleanup/use-cases/plan-deletion'
import { DELETE_KIND } from '@/lib/cleanup/use-cases/queue-deletion'
import { type CommandInput, EXIT_FAILED, EXIT_OK } from './command'
import { followJob, withWorker } from './follow-job'

export const deletionHandlers = { [DELETE_KIND]: deleteTags }

/** What a plan says besides its tags. */
export function summaryOf(plan: ShownPlan): readonly string[] {
  const { reason, setting } = describeMethod(plan.method)
  const { bytes } = plan.reclaimable
  return [
    `how: ${reason}${setting === null ? '' : ` Setting: ${setting}`}`,
    `untagged afterwards: ${plan.untagged.length} manifests, ${plan.removed.length} of them deleted`,
    `reclaimable after garbage collection: ${bytes === null ? 'unknown' : `${bytes} bytes`}`,
    ...plan.blocks.map((block) => `blocked: ${blockMessage(block)}`),
  ]
}

/** Waits for a deletion and prints what became of each tag and manifest, as far as they are listed. */
export async function finishDeletion(input: CommandInput, jobId: string): Promise<number> {
  return withWorker(input, deletionHandlers, async () => {
    const job = await followJob(input, { job: jobId })
    for (const state of ['verified', 'open', 'skipped', 'failed'] as const) {
      const { items, counts } = await getDeletion(input.ctx, { job: jobId, state })
      for (const item of items) {
        input.print([item.key, item.state, describeReason(item.reason) ?? ''].join('  ').trim())
      }
      if (counts[state] > items.length) input.note(`${counts[state] - items.length} more are ${state}`)
    }
    const { counts } = await getDeletion(input.ctx, { job: jobId })
    const { verified, skipped, failed, open } = counts
    input.note(
      `${job.status}: ${verified} deleted, ${skipped} left alone, ${failed} failed${open > 0 ? `, ${open} not begun or not finished` : ''} (${jobId})`,
    )
    return job.status === 'succeeded' && skipped + failed + open === 0 ? EXIT_OK : EXIT_FAILED
  })
}
