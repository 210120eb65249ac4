import 'server-only'
import type { Context } from '@/lib/access/context'
import { NotFoundError } from '@/lib/core/errors'
import { authorizePolicy } from '../../retention/authorize-policy'
import { type Explanation, explain } from '../../rules/retention/explain'
import { listScopedRepositories, readTagFacts, type SizedTag } from '../../store/retention-facts'

export interface ExplainedTag extends Explanation {
  readonly tag: SizedTag
}

/** Why a policy keeps or deletes one tag, rule by rule, by the index as it is now. @throws NotFoundError */
export async function explainTag(
  ctx: Context,
  input: { readonly policy: string; readonly repository: string; readonly tag: string },
): Promise<ExplainedTag> {
  const policy = await authorizePolicy(ctx, 'retention:read', input.policy)

  const repositories = await listScopedRepositories(ctx.db.query, policy)
  const repository = repositories.find(({ name }) => name === input.repository)
  if (repository === undefined) throw new NotFoundError()
  const tags = await readTagFacts(ctx.db.query, { repository, withLabels: true })

  const explained = explain(policy.document, input.tag, { tags, now: ctx.clock.now() })
  const tag = tags.find(({ tag: name }) => name === input.tag)
  if (explained === undefined || tag === undefined) throw new NotFoundError()
  return { ...explained, tag }
}
