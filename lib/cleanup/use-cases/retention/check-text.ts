import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { InvalidInputError } from '@/lib/core/errors'
import { readSchedule, type Schedule } from '../../retention/cron'
import { type ReadDocument, readDocumentText, writeDocumentText } from '../../retention/document-text'
import { checkDocument } from '../../rules/retention/check-document'
import { importEcr } from '../../rules/retention/import-ecr'
import { importHarbor } from '../../rules/retention/import-harbor'
import { ImportFault, type Note } from '../../rules/retention/imported'

export interface CheckedText extends ReadDocument {
  /** The policy as text; null where it cannot be read. */
  readonly text: string | null
  readonly schedule: Schedule | null
}

export interface TextInput {
  readonly text?: string | undefined
  readonly document?: unknown
  readonly cron?: string | null | undefined
  readonly timeZone?: string | undefined
}

/** Reads a policy that is being written, as text or as a document, without keeping anything. */
export async function checkText(ctx: Context, input: TextInput): Promise<CheckedText> {
  await authorize(ctx, 'registry:list')

  const read = input.text === undefined ? fromDocument(input.document) : readDocumentText(input.text)
  const { cron, timeZone = 'UTC' } = input
  const now = ctx.clock.now()
  const schedule = cron === undefined || cron === null ? null : readSchedule({ pattern: cron, timeZone }, now)
  return { ...read, text: read.document === null ? null : writeDocumentText(read.document), schedule }
}

function fromDocument(value: unknown): ReadDocument {
  const checked = checkDocument(value)
  if (checked.kind === 'good') return { document: checked.document, issues: [], hasComments: false }
  const issues = checked.issues.map(({ path, message }) => ({
    line: null,
    column: null,
    pointer: path.map((part) => `/${part}`).join(''),
    message,
  }))
  return { document: null, issues, hasComments: false }
}

export interface ImportedPolicy {
  readonly text: string
  readonly document: unknown
  readonly notes: readonly Note[]
  readonly cron: string | null
}

/** Translates a policy of another registry, with what could not be said. @throws InvalidInputError `invalid-policy` */
export async function importPolicy(
  ctx: Context,
  { from, text }: { readonly from: 'harbor' | 'ecr'; readonly text: string },
): Promise<ImportedPolicy> {
  await authorize(ctx, 'registry:list')

  try {
    const value: unknown = JSON.parse(text)
    const { rules, notes, untaggedOlderThanDays, cron } =
      from === 'harbor' ? importHarbor(value) : importEcr(value)
    const document = { rules: [...rules], untaggedOlderThanDays, maxPercent: 20 }
    return { text: writeDocumentText(document), document, notes, cron }
  } catch (error) {
    if (error instanceof ImportFault) throw new InvalidInputError('invalid-policy', error.message)
    if (error instanceof SyntaxError) throw new InvalidInputError('invalid-policy', 'This is no JSON.')
    throw error
  }
}
