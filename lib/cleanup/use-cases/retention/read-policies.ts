import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { can } from '@/lib/access/rules/can'
import type { Page, PageRequest } from '@/lib/core/paging'
import { readPage } from '@/lib/db/page'
import { authorizePolicy, authorizeRun } from '../../retention/authorize-policy'
import { readSchedule } from '../../retention/cron'
import { type RetentionPolicyRow, type RetentionRunRow, reachOf } from '../../retention-policy'
import { listRunDeletions } from '../../store/retention-deletions'
import { listPolicyRows } from '../../store/retention-policies'
import { countRuns, lastRuns, listRuns } from '../../store/retention-runs'
import {
  countVerdicts,
  listVerdictRows,
  type VerdictFilter,
  type VerdictRow,
} from '../../store/retention-verdicts'

export interface ShownPolicy extends RetentionPolicyRow {
  readonly lastRun: RetentionRunRow | null
  /** Epoch ms of the next five, none where it does not run by itself. */
  readonly nextRuns: readonly number[]
}

/** The policies of what the actor may see, by name. */
export async function listPolicies(ctx: Context): Promise<readonly ShownPolicy[]> {
  await authorize(ctx, 'registry:list')

  const all = await listPolicyRows(ctx.db.query)
  const own = all.filter((policy) => can(ctx.actor, 'retention:read', reachOf(policy)).allowed)

  return shown(ctx, own)
}

/** One policy. @throws NotFoundError */
export async function getPolicy(ctx: Context, input: { readonly policy: string }): Promise<ShownPolicy> {
  const policy = await authorizePolicy(ctx, 'retention:read', input.policy)

  return showPolicy(ctx, policy)
}

/** A policy as it is shown, with its last run and its next ones. */
export async function showPolicy(ctx: Context, policy: RetentionPolicyRow): Promise<ShownPolicy> {
  const [one] = await shown(ctx, [policy])
  return one ?? { ...policy, lastRun: null, nextRuns: [] }
}

async function shown(ctx: Context, policies: readonly RetentionPolicyRow[]): Promise<readonly ShownPolicy[]> {
  const ids = policies.map(({ id }) => id)
  const runs = await lastRuns(ctx.db.query, ids)
  const now = ctx.clock.now()
  return policies.map((policy) => ({
    ...policy,
    lastRun: runs.get(policy.id) ?? null,
    nextRuns: nextRunsOf(policy, now),
  }))
}

function nextRunsOf({ cron, timeZone, isPaused }: RetentionPolicyRow, now: number): readonly number[] {
  if (cron === null || isPaused) return []
  const schedule = readSchedule({ pattern: cron, timeZone }, now)
  return schedule.kind === 'good' ? schedule.next : []
}

/** Simulations and runs of a policy, newest first. */
export async function listPolicyRuns(
  ctx: Context,
  input: PageRequest & { readonly policy: string },
): Promise<Page<RetentionRunRow>> {
  const policy = await authorizePolicy(ctx, 'retention:read', input.policy)

  return readPage(ctx, {
    scope: { list: 'retention-runs', policy: policy.id },
    request: input,
    positionOf: (row: RetentionRunRow) => [row.createdAt, row.id],
    list: async (after, limit) => ({
      rows: await listRuns(ctx.db.query, { policyId: policy.id, limit, after }),
      total: await countRuns(ctx.db.query, policy.id),
    }),
  })
}

export interface FoundRun {
  readonly policy: RetentionPolicyRow
  readonly run: RetentionRunRow
  /** What it started, by repository. */
  readonly deletions: Awaited<ReturnType<typeof listRunDeletions>>
}

/** One simulation or run. @throws NotFoundError */
export async function getPolicyRun(
  ctx: Context,
  input: { readonly policy: string; readonly run: string },
): Promise<FoundRun> {
  const found = await authorizeRun(ctx, 'retention:read', input)
  return { ...found, deletions: await listRunDeletions(ctx.db.query, found.run.id) }
}

export type VerdictRequest = PageRequest &
  Omit<VerdictFilter, 'runId'> & { readonly policy: string; readonly run: string }

/** What a simulation or run made of each tag, what goes first. Empty once its verdicts are no longer kept. */
export async function listVerdicts(ctx: Context, input: VerdictRequest): Promise<Page<VerdictRow>> {
  const { run } = await authorizeRun(ctx, 'retention:read', input)

  const { fate, rule, repository, q, changed } = input
  const filter = { runId: run.id, fate, rule, repository, q, changed }
  return readPage(ctx, {
    scope: { list: 'retention-verdicts', run: run.id, fate, rule, repository, q, changed: String(changed) },
    request: input,
    positionOf: (row: VerdictRow) => [row.position],
    list: async (after, limit) => ({
      rows: await listVerdictRows(ctx.db, { filter, limit, after }),
      total: await countVerdicts(ctx.db, filter),
    }),
  })
}
