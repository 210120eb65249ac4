import { setTimeout as sleep } from 'node:timers/promises'
import { tagHandlers } from '@/lib/cleanup/handlers/tag-handlers'
import { promote } from '@/lib/cleanup/use-cases/promote'
import { retag } from '@/lib/cleanup/use-cases/retag'
import { getJob } from '@/lib/jobs/use-cases/get-job'
import { startWorker } from '@/lib/jobs/worker'
import { type Digest, isDigest } from '@/lib/oci/digest'
import { isRepositoryName, isTagName } from '@/lib/oci/name'
import { systemContext } from '@/lib/server/context'
import {
  type Command,
  type CommandInput,
  EXIT_FAILED,
  EXIT_OK,
  optional,
  required,
  UsageError,
} from '../command'

const LOOK_EVERY_MS = 300

const PLACE = {
  registry: { type: 'string' },
  repository: { type: 'string' },
  tag: { type: 'string' },
  digest: { type: 'string' },
  reason: { type: 'string' },
} as const

export const moveTagCommand: Command = {
  words: ['tag', 'move'],
  usage:
    'assay tag move --registry NAME --repository NAME --tag TAG --digest DIGEST [--from DIGEST] [--reason TEXT]',
  summary: 'Point a tag at a digest of its repository; one that exists only with --from, what it names now',
  options: { ...PLACE, from: { type: 'string' } },
  async run({ ctx, options, print }) {
    const from = optional(options, 'from')
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
    'assay tag promote --registry NAME --repository NAME --tag TAG --digest DIGEST --to REPOSITORY [--to-tag TAG] [--reason TEXT]',
  summary: 'Bring the image of a tag to another repository of its registry, and wait for it',
  options: { ...PLACE, to: { type: 'string' }, 'to-tag': { type: 'string' } },
  async run(input) {
    const place = placeOf(input.options)
    const repository = required(input.options, 'to')
    const tag = optional(input.options, 'to-tag') ?? place.tag
    if (!isRepositoryName(repository)) throw new UsageError('--to: this is not a repository name')
    if (!isTagName(tag)) throw new UsageError('--to-tag: this is not a tag')
    const worker = startWorker({ context: () => systemContext(input.app), handlers: tagHandlers })
    try {
      const job = await promote(input.ctx, { ...place, target: { repository, tag } })
      return await follow(input, job)
    } finally {
      await worker.stop()
    }
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

function digestOf(text: string, option: string): Digest {
  if (isDigest(text)) return text
  throw new UsageError(`${option}: this is not a digest`)
}

async function follow({ ctx, note, print }: CommandInput, id: string): Promise<number> {
  for (;;) {
    const job = await getJob(ctx, { job: id })
    if (job.finished_at !== null) {
      print(`${job.status}${job.problem_code === null ? '' : ` (${job.problem_code})`}`)
      return job.status === 'succeeded' ? EXIT_OK : EXIT_FAILED
    }
    note(`${job.phase} ${job.done}/${job.total ?? '?'}`)
    await sleep(LOOK_EVERY_MS)
  }
}
