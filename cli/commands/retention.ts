import { setTimeout as sleep } from 'node:timers/promises'
import { retentionHandlers } from '@/lib/cleanup/handlers/retention'
import type { RetentionRunRow } from '@/lib/cleanup/retention-policy'
import { getPolicyRun, listPolicies, listVerdicts } from '@/lib/cleanup/use-cases/retention/read-policies'
import { reviewSimulation } from '@/lib/cleanup/use-cases/retention/review-simulation'
import { closeFinishedRuns } from '@/lib/cleanup/use-cases/retention/run-schedules'
import { startRun, startSimulation } from '@/lib/cleanup/use-cases/retention/start-run'
import { type Command, type CommandInput, EXIT_FAILED, EXIT_OK, optional } from '../command'
import { deletionHandlers } from '../deletion'
import { withWorker } from '../follow-job'
import { policyOf } from '../policy'

const LOOK_EVERY_MS = 500
const PAGE_SIZE = 200

export const listRetentionCommand: Command = {
  words: ['retention', 'list'],
  usage: 'assay retention list',
  summary: 'List the retention policies',
  options: {},
  async run({ ctx, print }) {
    for (const { id, name, registry, path, version, reviewedVersion, cron } of await listPolicies(ctx)) {
      const state = reviewedVersion === version ? 'ready' : 'needs a simulation'
      print([id, name, `${registry}/${path}`, `version ${version}`, state, cron ?? 'no schedule'].join('\t'))
    }
    return EXIT_OK
  },
}

export const simulateRetentionCommand: Command = {
  words: ['retention', 'simulate'],
  usage: 'assay retention simulate --policy ID|REGISTRY/NAME',
  summary: 'Show what a policy would delete, and change nothing',
  options: { policy: { type: 'string' } },
  run: (input) => working(input, () => simulate(input)),
}

export const runRetentionCommand: Command = {
  words: ['retention', 'run'],
  usage: 'assay retention run --policy ID|REGISTRY/NAME [--dry-run] [--reviewed SIMULATION]',
  summary: 'Delete what a policy says; --reviewed says which simulation you looked at',
  options: { policy: { type: 'string' }, 'dry-run': { type: 'boolean' }, reviewed: { type: 'string' } },
  run: (input) => working(input, () => (input.options['dry-run'] === true ? simulate(input) : run(input))),
}

async function simulate(input: CommandInput): Promise<number> {
  const { id } = await policyOf(input)
  const started = await startSimulation(input.ctx, { policy: id })
  const ended = await follow(input, started)
  const place = { policy: id, run: ended.id }
  for (let cursor: string | undefined; ; ) {
    const page = await listVerdicts(input.ctx, { ...place, fate: 'delete', limit: PAGE_SIZE, cursor })
    for (const { repository, tag, digest, rule } of page.items) {
      const name = tag === '' ? `${repository}@${digest}` : `${repository}:${tag}`
      input.print(`${name}\t${rule ?? 'untagged'}`)
    }
    if (page.nextCursor === null) break
    cursor = page.nextCursor
  }
  input.note(
    `${ended.id}: ${ended.totals?.deleted ?? 'unknown'} of ${ended.totals?.tags ?? 'unknown'} tags would go`,
  )
  return ended.state === 'finished' ? EXIT_OK : EXIT_FAILED
}

async function run(input: CommandInput): Promise<number> {
  const { id } = await policyOf(input)
  const reviewed = optional(input.options, 'reviewed')
  if (reviewed !== undefined) await reviewSimulation(input.ctx, { policy: id, run: reviewed })
  const ended = await follow(input, await startRun(input.ctx, { policy: id }))
  input.print(`${ended.id}: ${ended.state}${ended.message === null ? '' : `, ${ended.message}`}`)
  return ended.state === 'finished' ? EXIT_OK : EXIT_FAILED
}

function working(input: CommandInput, work: () => Promise<number>): Promise<number> {
  return withWorker(input, { ...retentionHandlers, ...deletionHandlers }, work)
}

async function follow(input: CommandInput, { policyId, id }: RetentionRunRow): Promise<RetentionRunRow> {
  for (;;) {
    await closeFinishedRuns(input.ctx)
    const { run: now } = await getPolicyRun(input.ctx, { policy: policyId, run: id })
    if (now.finishedAt !== null) return now
    await sleep(LOOK_EVERY_MS)
  }
}
