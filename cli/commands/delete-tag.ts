import { setTimeout as sleep } from 'node:timers/promises'
import { deleteTags } from '@/lib/cleanup/handlers/delete-tags'
import { blockMessage, describeMethod, describeReason } from '@/lib/cleanup/rules/deletion/messages'
import { getDeletion } from '@/lib/cleanup/use-cases/get-deletion'
import { planTagDeletion, type ShownPlan } from '@/lib/cleanup/use-cases/plan-deletion'
import { DELETE_KIND } from '@/lib/cleanup/use-cases/queue-deletion'
import { deleteTag } from '@/lib/cleanup/use-cases/start-deletion'
import { isUnderWay } from '@/lib/jobs/rules/status'
import { getJob } from '@/lib/jobs/use-cases/get-job'
import { startWorker } from '@/lib/jobs/worker'
import { systemContext } from '@/lib/server/context'
import { type Command, type CommandInput, EXIT_FAILED, EXIT_OK, optional, required } from '../command'
import { parseReference } from '../reference'

const LOOK_EVERY_MS = 200

export const deleteTagCommand: Command = {
  words: ['tag', 'delete'],
  usage: 'assay tag delete --tag REGISTRY/REPOSITORY:TAG [--remove-untagged] [--reason TEXT] [--yes]',
  summary: 'Show what deleting one tag would do and, with --yes, do it and wait for it',
  options: {
    tag: { type: 'string' },
    'remove-untagged': { type: 'boolean' },
    reason: { type: 'string' },
    yes: { type: 'boolean' },
  },
  async run(input) {
    const target = parseReference(required(input.options, 'tag'))
    const removeUntagged = input.options['remove-untagged'] === true
    const plan = await planTagDeletion(input.ctx, { ...target, removeUntagged })
    for (const line of linesOf(plan)) input.print(line)
    if (plan.blocks.length > 0) return EXIT_FAILED
    if (input.options.yes !== true) {
      input.note('Nothing was done. Add --yes to do it.')
      return EXIT_OK
    }
    const expectedDigest = plan.live?.digest ?? plan.tags[0]?.digest ?? undefined
    const wish = { ...target, removeUntagged, expectedDigest, reason: optional(input.options, 'reason') }
    const { jobId } = await deleteTag(input.ctx, wish)
    return wait(input, jobId)
  },
}

function linesOf(plan: ShownPlan): readonly string[] {
  const { reason, setting } = describeMethod(plan.method)
  const bytes = plan.reclaimable.bytes
  return [
    ...plan.tags.flatMap(({ tag, digest, fate, siblings, parents, referrers, protection }) => [
      `${tag}  ${digest ?? 'unreadable'}  ${fate}`,
      `  stays: ${siblings.count} other tags of the digest${siblings.count === 0 ? '' : ` (${siblings.first.join(', ')})`}`,
      `  listed by ${parents.count} indexes, referred to by ${referrers.count} manifests`,
      ...(protection === null ? [] : [`  protected: ${protection.source}, ${protection.detail}`]),
    ]),
    `how: ${reason}${setting === null ? '' : ` Setting: ${setting}`}`,
    `untagged afterwards: ${plan.untagged.length} manifests, ${plan.removed.length} of them deleted`,
    `reclaimable after garbage collection: ${bytes === null ? 'unknown' : `${bytes} bytes`}`,
    ...plan.blocks.map((block) => `blocked: ${blockMessage(block)}`),
  ]
}

/** Works on it here or leaves it to the running server, whoever is first. */
async function wait({ app, ctx, print }: CommandInput, jobId: string): Promise<number> {
  const handlers = { [DELETE_KIND]: deleteTags }
  const worker = startWorker({ context: () => systemContext(app), handlers, pollMs: LOOK_EVERY_MS })
  try {
    for (;;) {
      const job = await getJob(ctx, { job: jobId })
      if (isUnderWay(job.status)) {
        await sleep(LOOK_EVERY_MS)
        continue
      }
      const { items, counts } = await getDeletion(ctx, { job: jobId })
      for (const { key, state, reason } of items) {
        print([key, state, describeReason(reason) ?? ''].join('  ').trim())
      }
      return job.status === 'succeeded' && counts.skipped === 0 ? EXIT_OK : EXIT_FAILED
    }
  } finally {
    await worker.stop()
  }
}
