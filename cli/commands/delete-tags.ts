import { contracts } from '@/lib/api/contracts'
import type { DeletionTarget } from '@/lib/cleanup/deletion/target'
import type { PlannedTag } from '@/lib/cleanup/rules/deletion/plan'
import { planDeletionOf, type ShownPlan } from '@/lib/cleanup/use-cases/plan-deletion'
import { startDeletion } from '@/lib/cleanup/use-cases/start-deletion'
import { isDigest } from '@/lib/oci/digest'
import { isTagName } from '@/lib/oci/name'
import {
  type Command,
  type CommandInput,
  EXIT_FAILED,
  EXIT_OK,
  optional,
  required,
  UsageError,
} from '../command'
import { finishDeletion, summaryOf } from '../deletion'
import { readText } from '../read-text'

/** The filters of the table of tags, by the names they have in its address and in the API. */
const FILTERS = ['q', 'platform', 'kind', 'digest', 'tools'] as const

const FATES: Readonly<Record<Exclude<PlannedTag['fate'], 'remove'>, string>> = {
  protected: 'it is protected',
  unreadable: 'what it names could not be read',
  moved: 'it names another digest than you named',
  gone: 'it is not there',
}

export const deleteTagsCommand: Command = {
  words: ['tags', 'delete'],
  usage:
    'assay tags delete --registry NAME --repository NAME (TAG[@DIGEST]… | - | --all | [--q TEXT] [--platform OS/ARCH] [--kind KIND] [--digest DIGEST] [--tools true|false]) [--remove-untagged] [--reason TEXT] [--yes] [--confirm VALUE]',
  summary:
    'Show which tags of a repository would go and, with --yes, delete them and wait: by name, by standard input (-), or all that match the filters of its list',
  options: {
    registry: { type: 'string' },
    repository: { type: 'string' },
    all: { type: 'boolean' },
    q: { type: 'string' },
    platform: { type: 'string' },
    kind: { type: 'string' },
    digest: { type: 'string' },
    tools: { type: 'string' },
    'remove-untagged': { type: 'boolean' },
    reason: { type: 'string' },
    yes: { type: 'boolean' },
    confirm: { type: 'string' },
  },
  takesNames: true,
  async run(input) {
    const { ctx, options, print, note } = input
    const target = await targetOf(input)
    const plan = await planDeletionOf(ctx, target)
    const isDryRun = options.yes !== true
    for (const { tag, digest, fate, protection } of plan.tags) {
      if (fate !== 'remove') note(`stays: ${tag}, ${protection?.detail ?? FATES[fate]}`)
      else if (isDryRun) print(`${tag}\t${digest}`)
    }
    for (const line of summaryOf(plan)) note(line)
    if (plan.blocks.length > 0) return EXIT_FAILED
    if (isDryRun) {
      note(`Nothing was done. Add ${['--yes', ...confirmWords(plan)].join(' ')} to do it.`)
      return EXIT_OK
    }
    const confirm = optional(options, 'confirm')
    const { jobId } = await startDeletion(ctx, { ...target, confirm, reason: optional(options, 'reason') })
    return finishDeletion(input, jobId)
  },
}

/** What has to be said besides `--yes`, as the pages ask for it to be typed. */
function confirmWords({ confirmation }: ShownPlan): readonly string[] {
  if (confirmation.kind === 'none') return []
  return ['--confirm', String(confirmation.kind === 'count' ? confirmation.count : confirmation.name)]
}

async function targetOf({ options, names }: CommandInput): Promise<DeletionTarget> {
  const place = {
    registry: required(options, 'registry'),
    repository: required(options, 'repository'),
    removeUntagged: options['remove-untagged'] === true,
  }
  const filter = filterOf(options)
  const ways = [names.length > 0, filter !== undefined, options.all === true].filter(Boolean)
  if (ways.length !== 1) throw new UsageError('name tags, give filters, or say --all: one of them')
  if (filter !== undefined) return { ...place, filter }
  if (options.all === true) return { ...place, all: true }
  const lines = names[0] === '-' && names.length === 1 ? (await readText('-')).split('\n') : names
  return { ...place, tags: lines.filter((line) => line.trim() !== '').map(readTag) }
}

function filterOf(options: CommandInput['options']): DeletionTarget['filter'] {
  const given = FILTERS.flatMap((name) => {
    const value = optional(options, name)
    return value === undefined ? [] : [[name, value] as const]
  })
  if (given.length === 0) return undefined
  const parsed = contracts.planDeletion.body.shape.filter.unwrap().safeParse(Object.fromEntries(given))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new UsageError(`--${String(issue?.path[0])}: ${issue?.message}`)
}

/** `TAG`, or what it was seen to name as well: `TAG@DIGEST`, or with a blank between them as this command prints it. */
function readTag(line: string): { readonly tag: string; readonly digest: string | null } {
  const [tag = '', digest, ...rest] = line.trim().split(/[@\s]+/)
  if (!isTagName(tag) || rest.length > 0 || (digest !== undefined && !isDigest(digest))) {
    throw new UsageError(`this is not a tag, nor a tag with its digest: ${line.trim()}`)
  }
  return { tag, digest: digest ?? null }
}
