import { checkKeys } from '@/lib/keys/use-cases/check-keys'
import { rotateKeys } from '@/lib/keys/use-cases/rotate-keys'
import { type Command, type CommandInput, EXIT_FAILED, EXIT_OK } from '../command'

export const rotateKeysCommand: Command = {
  words: ['keys', 'rotate'],
  usage: 'assay keys rotate [--check]',
  summary:
    'Seal stored secrets with ASSAY_ENCRYPTION_KEY that ASSAY_ENCRYPTION_KEY_PREVIOUS opens; --check only counts',
  options: { check: { type: 'boolean' } },
  run: (input) => (input.options.check === true ? check(input) : rotate(input)),
}

/** Fails while anything still needs another key, so that a script can wait for it. */
async function check({ app, ctx, print, note }: CommandInput): Promise<number> {
  const known = new Set(app.settings.previousEncryptionKeys.map(({ kid }) => kid))
  const columns = await checkKeys(ctx)
  for (const { column, current, others } of columns) {
    print(`${column.label}: ${current} with the present key`)
    for (const { kid, count } of others) {
      print(`${column.label}: ${count} with ${known.has(kid) ? 'a previous key' : 'an unknown key'} (${kid})`)
    }
  }
  const isDone = columns.every(({ others }) => others.length === 0)
  note(isDone ? 'No other key is needed any more.' : 'Other keys are still needed. Run: assay keys rotate')
  return isDone ? EXIT_OK : EXIT_FAILED
}

async function rotate({ ctx, print, note }: CommandInput): Promise<number> {
  const columns = await rotateKeys(ctx, ({ column, rotated }) => note(`${column.label}: ${rotated} …`))
  for (const { column, rotated, unopened, unopenedCount } of columns) {
    print(`${column.label}: ${rotated} sealed anew`)
    if (unopenedCount > 0)
      print(`${column.label}: ${unopenedCount} cannot be opened (${unopened.join(', ')})`)
  }
  const isDone = columns.every(({ unopenedCount }) => unopenedCount === 0)
  note(
    isDone
      ? 'The previous key is not needed any more.'
      : 'Give the missing key, or enter those secrets anew.',
  )
  return isDone ? EXIT_OK : EXIT_FAILED
}
