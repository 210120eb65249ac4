import { getTag } from '@/lib/catalog/use-cases/get-tag'
import { tagHandlers } from '@/lib/cleanup/handlers/tag-handlers'
import { promote } from '@/lib/cleanup/use-cases/promote'
import { retag } from '@/lib/cleanup/use-cases/retag'
import { NotFoundError } from '@/lib/core/errors'
import { type Digest, isDigest } from '@/lib/oci/digest'
import { isRepositoryName, isTagName } from '@/lib/oci/name'
import {
  type Command,
  type CommandInput,
  EXIT_FAILED,
  EXIT_OK,
  optional,
  required,
  UsageError,
} from '../command'
import { followJob, withWorker } from '../follow-job'

const PLACE = {
  registry: { type: 'string' },
  repository: { type: 'string' },
  tag: { type: 'string' },
  digest: { type: 'string' },
  reason: { type: 'string' },
  'dry-run': { type: 'boolean' },
} as const

export const moveTagCommand: Command = {
  words: ['tag', 'move'],
  usage:
    'assay tag move --registry NAME --repository NAME --tag TAG --digest DIGEST [--from DIGEST] [--reason TEXT] [--dry-run]',
  summary: 'Point a tag at a digest of its repository; one that exists only with --from, what it names now',
  options: { ...PLACE, from: { type: 'string' } },
  async run({ ctx, options, print, note }) {
    const from = optional(options, 'from')
    if (options['dry-run'] === true) {
      const place = placeOf(options)
      print(`${(await digestNow(ctx, place)) ?? 'new'}\t${place.digest}`)
      return undone(note)
    }
    const { digest, previous } = await retag(ctx, {
      ...placeOf(options),
      ...(from !== undefined && { seen: digestOf(from, '--from') }),
    })
    print(`${previous ?? 'new'}\t${digest}`)
    return EXIT_OK
  },
}

export const promoteTagCommand: Command = {
  words: ['tag', 'promote'],
  usage:
    'assay tag promote --registry NAME --repository NAME --tag TAG --digest DIGEST --to REPOSITORY [--to-tag TAG] [--over DIGEST] [--reason TEXT] [--dry-run]',
  summary:
    'Bring the image of a tag to another repository of its registry, and wait for it; over a tag that exists only with --over, what it names now',
  options: { ...PLACE, to: { type: 'string' }, 'to-tag': { type: 'string' }, over: { type: 'string' } },
  async run(input) {
    const place = placeOf(input.options)
    const repository = required(input.options, 'to')
    const tag = optional(input.options, 'to-tag') ?? place.tag
    if (!isRepositoryName(repository)) throw new UsageError('--to: this is not a repository name')
    if (!isTagName(tag)) throw new UsageError('--to-tag: this is not a tag')
    const over = optional(input.options, 'over')
    const seen = over === undefined ? undefined : digestOf(over, '--over')
    if (input.options['dry-run'] === true) {
      const there = await digestNow(input.ctx, { registry: place.registry, repository, tag })
      input.print(`${repository}:${tag}\t${there ?? 'new'}\t${place.digest}`)
      return undone(input.note)
    }
    return withWorker(input, tagHandlers, async () => {
      const id = await promote(input.ctx, { ...place, target: { repository, tag, seen } })
      const job = await followJob(input, { job: id })
      input.print(`${job.status}${job.problem_code === null ? '' : ` (${job.problem_code})`}`)
      return job.status === 'succeeded' ? EXIT_OK : EXIT_FAILED
    })
  },
}

function placeOf(options: CommandInput['options']) {
  const tag = required(options, 'tag')
  if (!isTagName(tag)) throw new UsageError('--tag: this is not a tag')
  return {
    registry: required(options, 'registry'),
    repository: required(options, 'repository'),
    tag,
    digest: digestOf(required(options, 'digest'), '--digest'),
    reason: optional(options, 'reason'),
  }
}

/** What a tag names by the index; null where it, or its repository, is not there. */
async function digestNow(
  ctx: CommandInput['ctx'],
  {
    registry,
    repository,
    tag,
  }: { readonly registry: string; readonly repository: string; readonly tag: string },
): Promise<string | null> {
  try {
    return (await getTag(ctx, { registry, repository, tag })).digest
  } catch (error) {
    if (error instanceof NotFoundError) return null
    throw error
  }
}

function undone(note: CommandInput['note']): number {
  note('Nothing was done. Leave --dry-run out to do it.')
  return EXIT_OK
}

function digestOf(text: string, option: string): Digest {
  if (isDigest(text)) return text
  throw new UsageError(`${option}: this is not a digest`)
}
