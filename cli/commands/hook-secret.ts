import { keepDeclaredRegistry } from '@/lib/server/declared-registry'
import { rotateHookSecret } from '@/lib/sync/use-cases/rotate-hook-secret'
import { type Command, EXIT_OK, optional, required, UsageError } from '../command'

const KEEP_HOURS_DEFAULT = '24'
const KEEP_HOURS_MAX = 168

export const hookSecretCommand: Command = {
  words: ['hook-secret'],
  usage: 'assay hook-secret --registry NAME [--keep-previous 0..168]',
  summary:
    'Make a new secret for a registry’s notifications and print it once; the one before holds for hours',
  options: { registry: { type: 'string' }, 'keep-previous': { type: 'string' } },
  async run({ app, ctx, options, print, note }) {
    const registry = required(options, 'registry')
    const keepPreviousHours = parseHours(optional(options, 'keep-previous') ?? KEEP_HOURS_DEFAULT)
    // Before the first start of the server the registry of the environment is not in the database yet.
    if (app.settings.declaredRegistry !== null) await keepDeclaredRegistry(app)
    const { secret, previousUntil } = await rotateHookSecret(ctx, { registry, keepPreviousHours })

    const until =
      previousUntil === null ? '' : ` The one before holds until ${new Date(previousUntil).toISOString()}.`
    note(
      `${registry} sends its events to ${app.settings.publicOrigin}/api/hooks/${registry}.${until} Shown once:`,
    )
    print(secret)
    return EXIT_OK
  },
}

function parseHours(text: string): number {
  const hours = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN
  if (hours <= KEEP_HOURS_MAX) return hours
  throw new UsageError(`--keep-previous is not a number of hours from 0 to ${KEEP_HOURS_MAX}`)
}
