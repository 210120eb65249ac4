import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { findRegistryByName } from '@/lib/connections/store'
import { type FieldIssue, InvalidInputError, NotFoundError } from '@/lib/core/errors'
import type { RetentionDocument } from '@/lib/core/retention-document'
import { reachOf } from '../retention-policy'
import { checkDocument } from '../rules/retention/check-document'
import { readSchedule } from './cron'
import { type ReadDocument, readDocumentText } from './document-text'

/** What somebody decides about a policy. The document comes as itself or as text, YAML or JSON. */
export interface PolicyInput {
  readonly name: string
  readonly registry: string
  readonly path: string
  readonly document?: unknown
  readonly text?: string | undefined
  readonly reason: string
  readonly cron: string | null
  readonly timeZone: string
  readonly isPaused: boolean
  readonly removesUntagged: boolean
}

export interface CheckedPolicy extends Omit<PolicyInput, 'document' | 'text' | 'registry'> {
  readonly registryId: string
  readonly document: RetentionDocument
}

/** @throws NotFoundError, ForbiddenError, InvalidInputError `invalid-policy` with a pointer for each fault */
export async function checkPolicy(ctx: Context, input: PolicyInput): Promise<CheckedPolicy> {
  const registry = await findRegistryByName(ctx.db.query, input.registry)
  if (registry === undefined) {
    await authorize(ctx, 'registry:list')
    throw new NotFoundError()
  }
  const { document, text, registry: _, ...settings } = input
  await authorize(ctx, 'retention:edit', reachOf({ registryId: registry.id, path: input.path }))

  const checked = text === undefined ? documentOf(document) : fromText(readDocumentText(text))
  if (input.cron !== null) {
    const schedule = readSchedule({ pattern: input.cron, timeZone: input.timeZone }, ctx.clock.now())
    if (schedule.kind === 'bad') throw invalid([issue('/cron', schedule.message)])
  }
  return { ...settings, registryId: registry.id, document: checked }
}

function documentOf(value: unknown): RetentionDocument {
  const checked = checkDocument(value)
  if (checked.kind === 'good') return checked.document
  throw invalid(checked.issues.map(({ path, message }) => issue(`/document/${path.join('/')}`, message)))
}

function fromText({ document, issues }: ReadDocument): RetentionDocument {
  if (document !== null) return document
  throw invalid(
    issues.map(({ line, pointer, message }) =>
      issue(`/text${pointer}`, line === null ? message : `Line ${line}: ${message}`),
    ),
  )
}

function issue(pointer: string, message: string): FieldIssue {
  return { pointer, code: 'invalid-policy', message }
}

function invalid(issues: readonly FieldIssue[]): InvalidInputError {
  const [first] = issues
  return new InvalidInputError('invalid-policy', first?.message ?? 'This is no retention policy.', { issues })
}
