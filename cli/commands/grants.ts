import { isGrantRole } from '@/lib/access/rules/roles'
import { removeGrant } from '@/lib/access/use-cases/change-grant'
import { createGrants } from '@/lib/access/use-cases/create-grants'
import { findUserNamed } from '@/lib/access/use-cases/find-user-named'
import { listGroups } from '@/lib/access/use-cases/groups'
import { listGrants } from '@/lib/access/use-cases/list-grants'
import {
  type Command,
  type CommandInput,
  EXIT_FAILED,
  EXIT_OK,
  optional,
  required,
  UsageError,
} from '../command'
import { formatScope, parseScope } from '../scope'

const WHO = { user: { type: 'string' }, group: { type: 'string' } } as const

export const addGrantCommand: Command = {
  words: ['grant', 'add'],
  usage:
    "assay grant add (--user NAME | --group NAME) --role viewer|developer|maintainer|approver|owner --on REGISTRY[/NAMESPACE] ('*' for every registry)",
  summary: 'Give somebody a role on a registry, a namespace or a repository',
  options: { ...WHO, role: { type: 'string' }, on: { type: 'string' } },
  async run(input) {
    const { ctx, options, note } = input
    const principal = await findPrincipal(input)
    if (principal === undefined) return EXIT_FAILED
    const role = required(options, 'role')
    if (!isGrantRole(role))
      throw new UsageError('--role: one of viewer, developer, maintainer, approver, owner')
    const scope = parseScope(required(options, 'on'))

    const given = await createGrants(ctx, { principals: [principal], scopes: [scope], role })
    note(
      given.length > 0
        ? `${principal.name} is now ${role} of ${formatScope(scope)}.`
        : 'That was so already.',
    )
    return EXIT_OK
  },
}

export const listGrantsCommand: Command = {
  words: ['grant', 'list'],
  usage: 'assay grant list [--user NAME | --group NAME]',
  summary: 'Print who has which role where: id, kind, name, role, scope',
  options: WHO,
  async run(input) {
    const isFiltered = [optional(input.options, 'user'), optional(input.options, 'group')].some(Boolean)
    const principal = isFiltered ? await findPrincipal(input) : undefined
    if (isFiltered && principal === undefined) return EXIT_FAILED

    const { grants } = await listGrants(input.ctx)
    for (const grant of grants) {
      if (principal !== undefined && grant.principal.id !== principal.id) continue
      const { kind, name } = grant.principal
      input.print([grant.id, kind, name, grant.role, formatScope(grant)].join('\t'))
    }
    return EXIT_OK
  },
}

export const removeGrantCommand: Command = {
  words: ['grant', 'remove'],
  usage: 'assay grant remove --grant ID',
  summary: 'Take a grant away; the next request of whoever had it is without it',
  options: { grant: { type: 'string' } },
  async run({ ctx, options, note }) {
    await removeGrant(ctx, required(options, 'grant'))
    note('Removed.')
    return EXIT_OK
  },
}

async function findPrincipal({ ctx, options, note }: CommandInput) {
  const user = optional(options, 'user')
  const group = optional(options, 'group')
  if ((user === undefined) === (group === undefined)) throw new UsageError('name one --user or one --group')
  if (user !== undefined) {
    const found = await findUserNamed(ctx, user)
    if (found !== undefined) return { kind: 'user' as const, id: found.id, name: found.name }
    note('There is no user of this name.')
    return undefined
  }
  const found = (await listGroups(ctx)).find(({ name }) => name === group)
  if (found !== undefined) return { kind: 'group' as const, id: found.id, name: found.name }
  note('There is no group of this name.')
  return undefined
}
