import 'server-only'
import type { Context } from '@/lib/access/context'
import type { AuditEventType, Facts } from '@/lib/audit/event'
import { record } from '@/lib/audit/record'
import { announce } from '@/lib/changes/announce'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { queueDeliveries } from '@/lib/webhooks/queue'
import { isWebhookEventType } from '@/lib/webhooks/rules/event-types'
import { jsonDigest } from './hashes'
import type { Basis } from './rules/approval'
import type { DecisionVerb } from './rules/verbs'
import { insertDecision } from './store/decisions'
import type { LineRow } from './store/lines'

export interface Decided {
  readonly verb: DecisionVerb
  readonly event: AuditEventType
  readonly line: LineRow
  readonly version: { readonly id: string; readonly name: string; readonly digest: string } | null
  readonly channel?: string | null
  readonly reason: string | null
  readonly basis?: Basis | null
  readonly before?: Facts
  readonly after?: Facts
  /** Kept whole with the decision; the log keeps its digest. */
  readonly facts?: Readonly<Record<string, unknown>>
}

/** Writes down a decision and its row of the audit log, in the transaction of what it decides. */
export async function writeDecision(ctx: Context, tx: Executor, decided: Decided): Promise<void> {
  const { line, version, channel = null, reason, basis = null } = decided
  const facts = decided.facts ?? {}
  const at = ctx.clock.now()
  const auditEventId = await record(ctx, tx, {
    type: decided.event,
    resource:
      version === null
        ? `${line.registry}/${line.repository}`
        : `${line.registry}/${line.repository}@${version.digest}`,
    registryId: line.registryId,
    repository: line.repository,
    digest: version?.digest ?? null,
    reason,
    ...(decided.before && { before: decided.before }),
    ...(decided.after && { after: decided.after }),
    facts: {
      line: line.name,
      lineId: line.id,
      version: version?.name,
      versionId: version?.id,
      channel: channel ?? undefined,
      basis: basis === null ? undefined : { ...basis },
      factsDigest: Object.keys(facts).length === 0 ? undefined : jsonDigest(facts),
    },
  })
  await insertDecision(tx, {
    id: newId('dec', at),
    lineId: line.id,
    versionId: version?.id ?? null,
    channel,
    verb: decided.verb,
    actor: ctx.actor,
    reason,
    at,
    basis,
    facts: JSON.stringify(facts),
    auditEventId,
  })
  await announce(tx, { topic: `repository:${line.repositoryId}` })
  await tellWebhooks(ctx, tx, decided)
}

async function tellWebhooks(ctx: Context, tx: Executor, decided: Decided): Promise<void> {
  const { event: type, line, version } = decided
  if (!isWebhookEventType(type)) return
  const { registryId, repository } = line
  await queueDeliveries(tx, {
    type,
    registryId,
    repository,
    facts: {
      line: line.name,
      version: version?.name ?? null,
      versionId: version?.id ?? null,
      digest: version?.digest ?? null,
      channel: decided.channel ?? null,
      verb: decided.verb,
      actor: ctx.actor.name,
      reason: decided.reason,
    },
  })
}
