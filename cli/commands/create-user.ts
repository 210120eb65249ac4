import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { createUser } from '@/lib/access/use-cases/create-user'
import { contracts } from '@/lib/api/contracts'
import { type Command, type CommandInput, EXIT_OK, required, UsageError } from '../command'

const GENERATED_BYTES = 18

export const createUserCommand: Command = {
  words: ['user', 'create'],
  usage: 'assay user create --name NAME --role admin|viewer [--password-stdin]',
  summary: 'Add a person; without --password-stdin a password is made and printed',
  options: { name: { type: 'string' }, role: { type: 'string' }, 'password-stdin': { type: 'boolean' } },
  async run({ ctx, options, print, note }) {
    const isGiven = options['password-stdin'] === true
    const password = isGiven ? await readPassword() : randomBytes(GENERATED_BYTES).toString('base64url')
    const user = await createUser(ctx, parseUser(options, password))

    note(`Added ${user.name} (${user.role}).${isGiven ? '' : ' Their password, shown once:'}`)
    if (!isGiven) print(password)
    return EXIT_OK
  },
}

function parseUser(options: CommandInput['options'], password: string) {
  const wanted = { name: required(options, 'name'), role: required(options, 'role'), password }
  const parsed = contracts.createUser.body.safeParse(wanted)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new UsageError(`--${String(issue?.path[0] ?? 'name')}: ${issue?.message ?? 'cannot be accepted'}`)
}

/** One line; the line break that `echo` adds is not part of it. */
async function readPassword(): Promise<string> {
  return (await text(process.stdin)).replace(/\r?\n$/, '')
}
