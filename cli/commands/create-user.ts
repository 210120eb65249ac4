import { text } from 'node:stream/consumers'
import type { Context } from '@/lib/access/context'
import { isGrantRole } from '@/lib/access/rules/roles'
import { createGrants } from '@/lib/access/use-cases/create-grants'
import { createUser } from '@/lib/access/use-cases/create-user'
import { inviteUser } from '@/lib/access/use-cases/invite-user'
import type { NamedScope } from '@/lib/access/use-cases/named-scope'
import { contracts } from '@/lib/api/contracts'
import { presentInvited } from '@/lib/api/presenters/sign-in'
import type { GrantRole } from '@/lib/core/actor'
import { type Command, type CommandInput, EXIT_OK, optional, required, UsageError } from '../command'
import { formatScope, parseScope } from '../scope'

export const createUserCommand: Command = {
  words: ['user', 'create'],
  usage:
    'assay user create --name NAME --role admin|auditor|member|viewer|developer|maintainer|approver|owner [--on REGISTRY[/NAMESPACE]] [--password-stdin]',
  summary: 'Add a person; without --password-stdin a one-time link is printed by which they set a password',
  options: {
    name: { type: 'string' },
    role: { type: 'string' },
    on: { type: 'string' },
    'password-stdin': { type: 'boolean' },
  },
  async run({ app, ctx, options, print, note }) {
    const isGiven = options['password-stdin'] === true
    const { password, ...person } = parseUser(options, isGiven ? await readPassword() : undefined)
    const role = required(options, 'role')
    const scope = parseScope(optional(options, 'on') ?? '*')
    const described = isGrantRole(role) ? `${role} of ${formatScope(scope)}` : role
    if (password !== undefined) {
      const user = await createUser(ctx, { ...person, password })
      if (isGrantRole(role)) await grantTo(ctx, user.id, { role, scope })
      note(`Added ${user.name} (${described}).`)
      return EXIT_OK
    }
    const invited = presentInvited(await inviteUser(ctx, person), app.settings.publicOrigin)
    if (isGrantRole(role)) await grantTo(ctx, invited.id, { role, scope })
    note(`Added ${invited.name} (${described}). Their link, shown once, for 72 hours:`)
    print(invited.invitation?.link ?? '')
    return EXIT_OK
  },
}

function grantTo(
  ctx: Context,
  id: string,
  { role, scope }: { readonly role: GrantRole; readonly scope: NamedScope },
) {
  return createGrants(ctx, { principals: [{ kind: 'user', id }], scopes: [scope], role })
}

function parseUser(options: CommandInput['options'], password: string | undefined) {
  const role = required(options, 'role')
  const wanted = { name: required(options, 'name'), role: isGrantRole(role) ? 'member' : role, password }
  const parsed = contracts.createUser.body.safeParse(wanted)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new UsageError(`--${String(issue?.path[0] ?? 'name')}: ${issue?.message ?? 'cannot be accepted'}`)
}

/** One line; the line break that `echo` adds is not part of it. */
async function readPassword(): Promise<string> {
  return (await text(process.stdin)).replace(/\r?\n$/, '')
}
