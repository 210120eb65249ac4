import { getRegistry } from '@/lib/connections/use-cases/get-registry'
import { listRegistries } from '@/lib/connections/use-cases/list-registries'
import { keepDeclaredRegistry } from '@/lib/server/declared-registry'
import { syncHandlers } from '@/lib/sync/handlers'
import { startCrawl } from '@/lib/sync/use-cases/start-crawl'
import { type Command, type CommandInput, EXIT_FAILED, EXIT_OK, optional } from '../command'
import { followJob, withWorker } from '../follow-job'

export const syncCommand: Command = {
  words: ['sync'],
  usage: 'assay sync [--registry NAME]',
  summary: 'Bring the index up to date, here or by the running server, and wait for it',
  options: { registry: { type: 'string' } },
  async run(input) {
    // Before the first start of the server the registry of the environment is not in the database yet.
    if (input.app.settings.declaredRegistry !== null) await keepDeclaredRegistry(input.app)
    const name = optional(input.options, 'registry')
    const registries = name ? [await getRegistry(input.ctx, name)] : await listRegistries(input.ctx)
    if (registries.length === 0) input.note('No registry is connected yet.')

    return withWorker(input, syncHandlers, async () => {
      const outcomes = []
      for (const registry of registries) outcomes.push(await syncOne(input, registry))
      return outcomes.every((isDone) => isDone) ? EXIT_OK : EXIT_FAILED
    })
  },
}

async function syncOne(
  input: CommandInput,
  registry: { readonly id: string; readonly name: string },
): Promise<boolean> {
  const id = await startCrawl(input.ctx, registry.id)
  const job = await followJob(input, { job: id, prefix: `${registry.name}: ` })
  const reason = job.problem_code === null ? '' : ` (${job.problem_code})`
  input.print(`${registry.name}: ${job.status}, ${job.done} repositories, ${job.failed} failed${reason}`)
  return job.status === 'succeeded'
}
