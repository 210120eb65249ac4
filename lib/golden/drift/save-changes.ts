import 'server-only'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { announce } from '@/lib/changes/announce'
import { newId } from '@/lib/core/ids'
import type { Executor } from '@/lib/db/connection'
import { queueDeliveries } from '@/lib/webhooks/queue'
import type { DriftFinding } from '../rules/drift'
import { sayDrift } from '../rules/drift-words'
import type { DriftChanges, Resolution } from '../rules/settle-drift'
import { insertDrift, type LearnedBy, resolveDrift, saveFound } from '../store/drift'
import type { LineRow } from '../store/lines'
import type { LoadedLine } from './load-line'

export interface Settlement {
  readonly loaded: LoadedLine
  readonly changes: DriftChanges
  readonly learnedBy: LearnedBy
}

/** Writes down what drifted and what is true again, and tells pages, webhooks and the audit log, each once. */
export async function saveChanges(
  ctx: Context,
  tx: Executor,
  { loaded, changes, learnedBy }: Settlement,
): Promise<void> {
  const { line } = loaded
  const at = ctx.clock.now()
  let isNews = false
  for (const finding of changes.raised) {
    const id = newId('dri', at)
    if (!(await insertDrift(tx, { ...finding, id, lineId: line.id, at, learnedBy }))) continue
    isNews = true
    await tell(ctx, tx, { type: 'golden.drift-detected', line, finding, id, learnedBy })
  }
  for (const { id, found } of changes.changed) {
    await saveFound(tx, id, found)
    isNews = true
  }
  for (const { drift, resolution } of changes.resolved) {
    if (!(await resolveDrift(tx, drift.id, { resolution, at }))) continue
    isNews = true
    await tell(ctx, tx, { type: 'golden.drift-resolved', line, finding: drift, id: drift.id, resolution })
  }
  if (isNews) await announce(tx, { topic: `repository:${line.repositoryId}`, what: 'tags' })
}

interface DriftNews {
  readonly type: 'golden.drift-detected' | 'golden.drift-resolved' | 'golden.drift-repaired'
  readonly line: LineRow
  readonly finding: DriftFinding
  readonly id: string
  readonly learnedBy?: LearnedBy
  readonly resolution?: Resolution
  readonly reason?: string | null
}

/** One piece of news about drift, in the log and to whoever listens. */
export async function tell(ctx: Context, tx: Executor, news: DriftNews): Promise<void> {
  const { line, finding, id, learnedBy, resolution } = news
  const facts = {
    drift: id,
    line: line.name,
    version: finding.versionId,
    kind: finding.kind,
    subject: finding.subject,
    expected: finding.expected,
    found: finding.found,
    ...(learnedBy && { learnedBy }),
    ...(resolution && { resolution }),
  }
  await record(ctx, tx, {
    type: news.type,
    resource: `${line.registry}/${line.repository}`,
    registryId: line.registryId,
    repository: line.repository,
    ...(finding.expected?.startsWith('sha') && { digest: finding.expected }),
    reason: news.reason ?? null,
    facts,
  })
  await queueDeliveries(tx, {
    type: news.type,
    registryId: line.registryId,
    repository: line.repository,
    facts: { ...facts, detail: sayDrift(finding) },
  })
}
