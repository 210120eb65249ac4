import 'server-only'
import { can } from '@/lib/access/rules/can'
import { scopeTouches } from '@/lib/access/rules/covers'
import { writeDocumentText } from '@/lib/cleanup/retention/document-text'
import { type RetentionRunRow, reachOf } from '@/lib/cleanup/retention-policy'
import type { VerdictRow } from '@/lib/cleanup/store/retention-verdicts'
import type { CheckedText, ImportedPolicy } from '@/lib/cleanup/use-cases/retention/check-text'
import type { ExplainedTag } from '@/lib/cleanup/use-cases/retention/explain-tag'
import type { FoundRun, ShownPolicy } from '@/lib/cleanup/use-cases/retention/read-policies'
import type { Actor } from '@/lib/core/actor'
import type { Page } from '@/lib/core/paging'
import { retentionDocument } from '@/lib/core/retention-document'
import { presentAllowed } from './allowed'
import { presentPage } from './page'

export function presentPolicy(policy: ShownPolicy, actor: Actor) {
  const reach = reachOf(policy)
  const run = can(actor, 'retention:run', reach)
  return {
    id: policy.id,
    name: policy.name,
    registry: policy.registry,
    path: policy.path,
    document: policy.document,
    text: writeDocumentText(policy.document),
    version: policy.version,
    reason: policy.reason,
    owner: policy.ownerName,
    cron: policy.cron,
    timeZone: policy.timeZone,
    nextRuns: [...policy.nextRuns],
    isPaused: policy.isPaused,
    removesUntagged: policy.removesUntagged,
    reviewedVersion: policy.reviewedVersion,
    reviewedAt: policy.reviewedAt,
    reviewedBy: policy.reviewedBy,
    lastRun: policy.lastRun === null ? null : presentRun(policy.lastRun),
    createdBy: policy.createdBy,
    createdAt: policy.createdAt,
    updatedAt: policy.updatedAt,
    can: {
      edit: presentAllowed(can(actor, 'retention:edit', reach)),
      // A run deletes: it takes both rights.
      run: presentAllowed(run.allowed ? can(actor, 'tag:delete', reach) : run),
    },
  }
}

export function presentPolicies(policies: readonly ShownPolicy[], actor: Actor) {
  return { items: policies.map((policy) => presentPolicy(policy, actor)), can: { create: mayCreate(actor) } }
}

/** Whether there is any place at all where somebody may make a policy; which one is decided when they do. */
function mayCreate(actor: Actor) {
  const everywhere = can(actor, 'retention:edit')
  if (everywhere.allowed || actor.kind === 'system' || actor.kind === 'anonymous')
    return presentAllowed(everywhere)
  for (const grant of actor.grants) {
    const reach = {
      registryId: grant.registryId ?? undefined,
      namespace: grant.path === '' ? undefined : grant.path,
    }
    if (!scopeTouches(grant, reach)) continue
    const decision = can(actor, 'retention:edit', reach)
    if (decision.allowed) return presentAllowed(decision)
  }
  return presentAllowed(everywhere)
}

export function presentRun(run: RetentionRunRow) {
  return {
    id: run.id,
    policy: run.policyId,
    version: run.version,
    kind: run.kind,
    trigger: run.trigger,
    state: run.state,
    problem: problemOf(run),
    actor: run.actorName,
    job: run.jobId,
    totals:
      run.totals === null
        ? null
        : { ...run.totals, rules: [...run.totals.rules], bars: [...run.totals.bars] },
    hasVerdicts: run.hasVerdicts,
    createdAt: run.createdAt,
    finishedAt: run.finishedAt,
    reviewedAt: run.reviewedAt,
    reviewedBy: run.reviewedBy,
  }
}

export function presentRunDetail({ run, deletions }: FoundRun) {
  return {
    ...presentRun(run),
    deletions: deletions.map(({ repository, job_id, status }) => ({ repository, job: job_id, status })),
  }
}

function problemOf({ problemCode, message }: RetentionRunRow) {
  if (problemCode === null) return null
  return { code: problemCode, message: message ?? 'It did not come to its end; its jobs say more.' }
}

export function presentRunPage(page: Page<RetentionRunRow>) {
  return presentPage(page, presentRun)
}

export function presentVerdicts(page: Page<VerdictRow>) {
  return presentPage(page, (row) => ({
    repository: row.repository,
    tag: row.tag === '' ? null : row.tag,
    digest: row.digest,
    fate: row.fate,
    because: becauseOf(row.because),
    rule: row.rule,
    ageAt: row.age_at,
    size: row.size,
    isChanged: row.is_changed === 1,
  }))
}

const REASONS = ['rule', 'no-rule', 'protected', 'unreadable', 'untagged'] as const

function becauseOf(text: string): (typeof REASONS)[number] {
  return REASONS.find((reason) => reason === text) ?? 'no-rule'
}

export function presentCheck({ document, text, issues, hasComments, schedule }: CheckedText) {
  return {
    document,
    text,
    issues: issues.map((issue) => ({ ...issue })),
    hasComments,
    schedule:
      schedule === null
        ? null
        : {
            next: schedule.kind === 'good' ? [...schedule.next] : [],
            message: schedule.kind === 'bad' ? schedule.message : null,
          },
  }
}

export function presentImported({ text, document, notes, cron }: ImportedPolicy) {
  const read = retentionDocument.safeParse(document)
  return { text, document: read.success ? read.data : null, notes: notes.map((note) => ({ ...note })), cron }
}

export function presentExplained({ tag, verdict, rules }: ExplainedTag) {
  return {
    ...verdict,
    pushedAt: tag.pushedAt,
    createdAt: tag.createdAt,
    pulledAt: tag.pulledAt,
    rules: rules.map((rule) => ({ ...rule, unmet: [...rule.unmet] })),
  }
}
