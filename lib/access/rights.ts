import 'server-only'
import type { Rights, SystemRole } from '@/lib/core/actor'
import type { Executor } from '@/lib/db/connection'
import { listGrantsOf } from './store/grant'

/** What a user or a token may by itself now: its role and every grant that reaches it. */
export async function loadRights(
  query: Executor,
  { id, role }: { readonly id: string; readonly role: SystemRole },
): Promise<Rights> {
  // A role that sees everything needs no grants to do so, but an auditor may hold some that let it act.
  const grants = role === 'admin' ? [] : await listGrantsOf(query, id)
  const groups = grants.flatMap((grant) => grant.group?.id ?? [])
  return { role, grants, principals: [id, ...new Set(groups)] }
}
