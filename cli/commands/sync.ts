import { setTimeout as sleep } from 'node:timers/promises'
import { getRegistry } from '@/lib/connections/use-cases/get-registry'
import { listRegistries } from '@/lib/connections/use-cases/list-registries'
import { getJob, type JobDetail } from '@/lib/jobs/use-cases/get-job'
import { startWorker } from '@/lib/jobs/worker'
import { systemContext } from '@/lib/server/context'
import { syncHandlers } from '@/lib/sync/handlers'
import { startCrawl } from '@/lib/sync/use-cases/start-crawl'
import { type Command, type CommandInput, EXIT_FAILED, EXIT_OK, optional } from '../command'

const LOOK_EVERY_MS = 500
const UNDER_WAY: ReadonlySet<string> = new Set(['queued', 'running', 'cancelling'])

export const syncCommand: Command = {
  words: ['sync'],
  usage: 'assay sync [--registry NAME]',
  summary: 'Bring the index up to date, here or by the running server, and wait for it',
  options: { registry: { type: 'string' } },
  async run(input) {
    const name = optional(input.options, 'registry')
    const registries = name ? [await getRegistry(input.ctx, name)] : await listRegistries(input.ctx)
    if (registries.length === 0) input.note('No registry is connected yet.')

    const worker = startWorker({ context: () => systemContext(input.app), handlers: syncHandlers })
    try {
      const outcomes = []
      for (const registry of registries) outcomes.push(await syncOne(input, registry))
      return outcomes.every((isDone) => isDone) ? EXIT_OK : EXIT_FAILED
    } finally {
      await worker.stop()
    }
  },
}

async function syncOne(
  input: CommandInput,
  registry: { readonly id: string; readonly name: string },
): Promise<boolean> {
  const id = await startCrawl(input.ctx, registry.id)
  const job = await follow(input, registry.name, id)
  const reason = job.problem_code === null ? '' : ` (${job.problem_code})`
  input.print(`${registry.name}: ${job.status}, ${job.done} repositories, ${job.failed} failed${reason}`)
  return job.status === 'succeeded'
}

async function follow(input: CommandInput, name: string, id: string): Promise<JobDetail> {
  let shown = ''
  for (;;) {
    const job = await getJob(input.ctx, { job: id })
    if (!UNDER_WAY.has(job.status)) return job
    const line = `${name}: ${job.phase} ${job.done}/${job.total ?? '?'}`
    if (line !== shown) input.note(line)
    shown = line
    await sleep(LOOK_EVERY_MS)
  }
}
