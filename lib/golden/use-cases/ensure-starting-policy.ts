import 'server-only'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { newId } from '@/lib/core/ids'
import { transaction } from '@/lib/db/transaction'
import { policyDigest } from '../hashes'
import { STARTING_POLICY } from '../rules/starting-policy'
import { insertPolicy, insertPolicyVersion, listPolicyRows } from '../store/policies'

const NAME = 'Starting policy'
const DESCRIPTION =
  'What comes with Assay. Publish a version of your own, or another policy, when it does not fit.'

/** Publishes the policy to begin with where there is none at all. Of several processes that start at once one does. */
export async function ensureStartingPolicy(ctx: Context): Promise<void> {
  if ((await listPolicyRows(ctx.db.query)).length > 0) return

  const at = ctx.clock.now()
  const id = newId('pol', at)
  const digest = policyDigest(STARTING_POLICY)
  const by = ctx.actor.name
  await transaction(ctx.db, async (tx) => {
    const policy = { id, name: NAME, description: DESCRIPTION, createdBy: by, createdAt: at }
    if (!(await insertPolicy(tx, policy))) return
    const reason = 'It comes with Assay.'
    const version = { version: 1, digest, document: STARTING_POLICY, reason }
    await insertPolicyVersion(tx, id, { ...version, publishedBy: by, publishedAt: at })
    await record(ctx, tx, {
      type: 'golden.policy-published',
      resource: NAME,
      after: { version: 1, digest },
      reason,
      facts: { policy: id },
    })
  })
}
