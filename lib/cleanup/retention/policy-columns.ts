import 'server-only'
import type { Context } from '@/lib/access/context'
import type { Facts } from '@/lib/audit/event'
import type { RetentionPolicyRow } from '../retention-policy'
import type { CheckedPolicy } from './check-settings'

/** What is decided about a policy, as it is kept. Who decides it answers for its scheduled runs. */
export function columnsOf(ctx: Context, policy: CheckedPolicy) {
  return {
    name: policy.name,
    document: JSON.stringify(policy.document),
    reason: policy.reason,
    owner_id: ctx.actor.id,
    owner_name: ctx.actor.name,
    cron: policy.cron,
    time_zone: policy.timeZone,
    is_paused: policy.isPaused ? (1 as const) : (0 as const),
    removes_untagged: policy.removesUntagged ? (1 as const) : (0 as const),
    updated_at: ctx.clock.now(),
  }
}

/** What the audit log says of a policy: its settings whole, its rules by name. */
export function policyFacts(policy: RetentionPolicyRow): Facts {
  return {
    name: policy.name,
    registry: policy.registry,
    path: policy.path,
    version: policy.version,
    rules: policy.document.rules.map(({ name, verb }) => `${verb}: ${name}`),
    maxPercent: policy.document.maxPercent,
    untaggedOlderThanDays: policy.document.untaggedOlderThanDays,
    cron: policy.cron,
    timeZone: policy.timeZone,
    isPaused: policy.isPaused,
    removesUntagged: policy.removesUntagged,
    owner: policy.ownerName,
  }
}
