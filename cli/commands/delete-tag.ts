import { planTagDeletion, type ShownPlan } from '@/lib/cleanup/use-cases/plan-deletion'
import { deleteTag } from '@/lib/cleanup/use-cases/start-deletion'
import { type Command, EXIT_FAILED, EXIT_OK, optional, required } from '../command'
import { finishDeletion, summaryOf } from '../deletion'
import { parseReference } from '../reference'

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
    return finishDeletion(input, jobId)
  },
}

function linesOf(plan: ShownPlan): readonly string[] {
  return [
    ...plan.tags.flatMap(({ tag, digest, fate, siblings, parents, referrers, protection }) => [
      `${tag}  ${digest ?? 'unreadable'}  ${fate}`,
      `  stays: ${siblings.count} other tags of the digest${siblings.count === 0 ? '' : ` (${siblings.first.join(', ')})`}`,
      `  listed by ${parents.count} indexes, referred to by ${referrers.count} manifests`,
      ...(protection === null ? [] : [`  protected: ${protection.source}, ${protection.detail}`]),
    ]),
    ...summaryOf(plan),
  ]
}
