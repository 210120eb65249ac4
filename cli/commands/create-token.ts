import { createToken } from '@/lib/access/use-cases/create-token'
import { findUserNamed } from '@/lib/access/use-cases/find-user-named'
import { readScopes } from '@/lib/access/use-cases/named-scope'
import { contracts } from '@/lib/api/contracts'
import {
  type Command,
  type CommandInput,
  EXIT_FAILED,
  EXIT_OK,
  optional,
  required,
  UsageError,
} from '../command'
import { parseScope } from '../scope'

const DAYS_DEFAULT = '90'

export const createTokenCommand: Command = {
  words: ['token', 'create'],
  usage:
    'assay token create --user NAME --name NAME [--role admin|auditor|viewer|developer|maintainer|approver|owner] [--on REGISTRY[/NAMESPACE]] [--evidence EVD-001,…] [--days 1..365]',
  summary: 'Create an API token and print it once; it never does more than its owner may',
  options: {
    user: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string' },
    on: { type: 'string' },
    evidence: { type: 'string' },
    days: { type: 'string' },
  },
  async run({ ctx, options, print, note }) {
    const owner = await findUserNamed(ctx, required(options, 'user'))
    if (owner === undefined) {
      note('There is no user of this name. Create one with: assay user create')
      return EXIT_FAILED
    }
    const wanted = parseToken(options, owner.role)
    const scopes = await readScopes(ctx, wanted.scopes)
    const { text, token } = await createToken(ctx, { ...wanted, scopes, ownerId: owner.id })

    note(`Created ${token.name} (${wanted.role}) for ${owner.name}. Shown once:`)
    print(text)
    return EXIT_OK
  },
}

/** What the option is called that sets a field. */
const OPTIONS: Readonly<Record<string, string>> = { expiresInDays: 'days', evidenceTypes: 'evidence' }

function parseToken(options: CommandInput['options'], ownerRole: string) {
  const on = optional(options, 'on')
  const evidence = optional(options, 'evidence')
  const parsed = contracts.createToken.body.safeParse({
    name: required(options, 'name'),
    role: optional(options, 'role') ?? ownerRole,
    ...(on !== undefined && { scopes: [parseScope(on)] }),
    ...(evidence !== undefined && { evidenceTypes: evidence.split(',') }),
    expiresInDays: Number(optional(options, 'days') ?? DAYS_DEFAULT),
  })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const option = OPTIONS[String(issue?.path[0])] ?? String(issue?.path[0] ?? 'name')
  throw new UsageError(`--${option}: ${issue?.message ?? 'cannot be accepted'}`)
}
