import type { z } from 'zod'
import { contracts } from '@/lib/api/contracts'
import type { RetentionPolicyRow } from '@/lib/cleanup/retention-policy'
import { checkText } from '@/lib/cleanup/use-cases/retention/check-text'
import { createPolicy } from '@/lib/cleanup/use-cases/retention/create-policy'
import { updatePolicySettings } from '@/lib/cleanup/use-cases/retention/update-policy'
import { getRegistry } from '@/lib/connections/use-cases/get-registry'
import { AppError } from '@/lib/core/errors'
import type { RetentionDocument } from '@/lib/core/retention-document'
import {
  type Command,
  type CommandInput,
  EXIT_FAILED,
  EXIT_OK,
  optional,
  required,
  UsageError,
} from '../command'
import { findPolicyNamed, policyOf } from '../policy'
import { readText } from '../read-text'

export const showRetentionCommand: Command = {
  words: ['retention', 'show'],
  usage: 'assay retention show --policy ID|REGISTRY/NAME',
  summary: 'Print the rules of a policy as YAML, as apply reads them, and its settings to standard error',
  options: { policy: { type: 'string' } },
  async run(input) {
    const policy = await policyOf(input)
    const { text } = await checkText(input.ctx, { document: policy.document })
    if (text === null) throw new AppError('invalid-policy', 'This policy cannot be written as YAML.')
    input.print(text.trimEnd())
    const reviewed = policy.reviewedVersion === policy.version ? `by ${policy.reviewedBy}` : 'no'
    for (const [name, value] of [
      ['id', policy.id],
      ['name', policy.name],
      ['on', [policy.registry, policy.path].filter(Boolean).join('/')],
      ['version', `${policy.version}, simulation looked at: ${reviewed}`],
      ['reason', policy.reason],
      ['schedule', policy.cron === null ? 'none' : `${policy.cron} (${policy.timeZone})`],
      ['next run', policy.nextRuns[0] === undefined ? 'none' : new Date(policy.nextRuns[0]).toISOString()],
      ['paused', wordOf(policy.isPaused)],
      ['removes untagged', wordOf(policy.removesUntagged)],
      ['owner', policy.ownerName],
    ]) {
      input.note(`${name}: ${value}`)
    }
    return EXIT_OK
  },
}

export const applyRetentionCommand: Command = {
  words: ['retention', 'apply'],
  usage:
    'assay retention apply --file FILE|- --registry NAME --name NAME [--path NAMESPACE] [--reason TEXT] [--cron PATTERN|none] [--time-zone ZONE] [--paused yes|no] [--remove-untagged yes|no] [--dry-run]',
  summary:
    'Add the policy of a YAML file, or replace the one of this name; what is not said of it stays as it is. New rules run only after a simulation was looked at',
  options: {
    file: { type: 'string' },
    registry: { type: 'string' },
    name: { type: 'string' },
    path: { type: 'string' },
    reason: { type: 'string' },
    cron: { type: 'string' },
    'time-zone': { type: 'string' },
    paused: { type: 'string' },
    'remove-untagged': { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  async run(input) {
    const name = required(input.options, 'name')
    const { name: registry } = await getRegistry(input.ctx, required(input.options, 'registry'))
    const before = await findPolicyNamed(input, { registry, name })
    const file = required(input.options, 'file')
    const wanted = wantedOf(input, { before, text: await readText(file) })
    const document = await checkedDocument(input, { file, wanted })
    if (document === null) return EXIT_FAILED

    const changes = before === undefined ? [] : changesOf(before, { ...wanted, document })
    if (before !== undefined && changes.length === 0) {
      input.print(`${before.id}\tunchanged\tversion ${before.version}`)
      return EXIT_OK
    }
    for (const change of changes) input.note(`changes: ${change}`)
    if (input.options['dry-run'] === true) {
      input.print(before === undefined ? 'would be added' : `${before.id}\twould be replaced`)
      input.note('Nothing was done. Leave --dry-run out to do it.')
      return EXIT_OK
    }
    const after = await save(input, before, wanted)
    input.print(`${after.id}\t${before === undefined ? 'added' : 'replaced'}\tversion ${after.version}`)
    if (after.reviewedVersion !== after.version) {
      input.note(`It deletes nothing before you looked: assay retention simulate --policy ${after.id}`)
    }
    return EXIT_OK
  },
}

type Wanted = z.output<typeof contracts.createRetentionPolicy.body>

/** The options by the names the API has for them. */
const OPTIONS = {
  registry: 'registry',
  name: 'name',
  path: 'path',
  reason: 'reason',
  cron: 'cron',
  timeZone: 'time-zone',
  isPaused: 'paused',
  removesUntagged: 'remove-untagged',
} as const

/** The policy as it shall be: what is said of it, else what it has, else what a new one has. */
function wantedOf(
  { options }: CommandInput,
  { before, text }: { readonly before: RetentionPolicyRow | undefined; readonly text: string },
): Wanted {
  const cron = optional(options, 'cron')
  const said = {
    registry: optional(options, 'registry'),
    name: optional(options, 'name'),
    path: optional(options, 'path'),
    reason: optional(options, 'reason'),
    cron: cron === 'none' ? null : cron,
    timeZone: optional(options, 'time-zone'),
    isPaused: flagOf(options, 'paused'),
    removesUntagged: flagOf(options, 'remove-untagged'),
  }
  const had = before === undefined ? {} : settingsOf(before)
  const isSaid = ([, value]: readonly [string, unknown]) => value !== undefined
  const whole = { ...had, ...Object.fromEntries(Object.entries(said).filter(isSaid)), text }
  const parsed = contracts.createRetentionPolicy.body.safeParse(whole)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const option = Object.entries(OPTIONS).find(([name]) => name === issue?.path[0])?.[1] ?? 'file'
    throw new UsageError(
      option in options ? `--${option}: ${issue?.message}` : `--${option} is missing: a new policy needs it`,
    )
  }
  if (before !== undefined && parsed.data.path !== before.path) {
    const place = [before.registry, before.path].filter(Boolean).join('/')
    throw new UsageError(`--path: the policy of this name is of ${place}; a policy stays where it is`)
  }
  return parsed.data
}

function settingsOf({
  registry,
  name,
  path,
  reason,
  cron,
  timeZone,
  isPaused,
  removesUntagged,
}: RetentionPolicyRow) {
  return { registry, name, path, reason, cron, timeZone, isPaused, removesUntagged }
}

function flagOf(options: CommandInput['options'], name: string): boolean | undefined {
  const value = optional(options, name)
  if (value === undefined) return undefined
  if (value === 'yes' || value === 'no') return value === 'yes'
  throw new UsageError(`--${name}: yes or no`)
}

function wordOf(flag: boolean): string {
  return flag ? 'yes' : 'no'
}

/** The rules of a text; null where something is wrong with it, of which each place was told. */
async function checkedDocument(
  { ctx, note }: CommandInput,
  { file, wanted }: { readonly file: string; readonly wanted: Wanted },
): Promise<RetentionDocument | null> {
  const { text, cron, timeZone } = wanted
  const { document, issues, schedule } = await checkText(ctx, { text, cron, timeZone })
  for (const { line, column, message } of issues) {
    const place = [file === '-' ? 'standard input' : file, line, column].filter((part) => part !== null)
    note(`${place.join(':')}: ${message}`)
  }
  if (schedule?.kind === 'bad') throw new UsageError(`--cron: ${schedule.message}`)
  return document
}

function changesOf(
  before: RetentionPolicyRow,
  { document, ...wanted }: Wanted & { readonly document: RetentionDocument },
): readonly string[] {
  const had = settingsOf(before)
  const settings = (Object.keys(OPTIONS) as (keyof typeof OPTIONS)[]).filter(
    (name) => had[name] !== wanted[name],
  )
  const isSame = JSON.stringify(before.document) === JSON.stringify(document)
  return [...(isSame ? [] : ['rules']), ...settings.map((name) => OPTIONS[name])]
}

function save(
  { ctx }: CommandInput,
  before: RetentionPolicyRow | undefined,
  wanted: Wanted,
): Promise<RetentionPolicyRow> {
  if (before === undefined) return createPolicy(ctx, wanted)
  const { registry: _, path: __, ...patch } = wanted
  return updatePolicySettings(ctx, { policy: before.id, ifVersion: before.version, ...patch })
}
