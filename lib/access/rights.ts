import 'server-only'
import type { Rights, SystemRole } from '@/lib/core/actor'
import type { Executor } from '@/lib/db/connection'
import { listGrantsOf } from './store/grant'

/** A user or a token, with its role. */
export interface Holder {
  readonly id: string
  readonly role: SystemRole
}

/** Answers what a user or a token may by itself. */
export type RightsReader = (query: Executor, holder: Holder) => Promise<Rights>

/** What a user or a token may by itself now: its role and every grant that reaches it. */
export async function loadRights(query: Executor, { id, role }: Holder): Promise<Rights> {
  // A role that sees everything needs no grants to do so, but an auditor may hold some that let it act.
  const grants = role === 'admin' ? [] : await listGrantsOf(query, id)
  const groups = grants.flatMap((grant) => grant.group?.id ?? [])
  return { role, grants, principals: [id, ...new Set(groups)] }
}
