import { TagTimeline, type TimelineSlot } from '@/components/catalog/history/tag-timeline'
import { RollBackButton } from '@/components/cleanup/roll-back-button'
import { tagHref } from '@/components/shell/addresses'
import type { Context } from '@/lib/access/context'
import { can } from '@/lib/access/rules/can'
import { contracts } from '@/lib/api/contracts'
import { presentAllowed } from '@/lib/api/presenters/allowed'
import { presentTagHistory } from '@/lib/api/presenters/history'
import { listTagHistory } from '@/lib/catalog/use-cases/list-tag-history'
import { getRegistry } from '@/lib/connections/use-cases/get-registry'
import type { RepositoryName, TagName } from '@/lib/oci/name'
import { repositorySlug } from '@/lib/oci/slug'
import { orNotFound, pageContext, parseQuery } from '@/lib/server/page'

export interface TagHistoryProps {
  registry: string
  repository: RepositoryName
  tag: TagName
  cursor: string | undefined
}

/** Every digest a tag pointed to. */
export async function TagHistory({ cursor, ...place }: TagHistoryProps) {
  const ctx = await pageContext()
  const query = parseQuery(contracts.tagHistory.query, { cursor })
  const history = presentTagHistory(await orNotFound(listTagHistory(ctx, { ...place, ...query })))
  const search = { tab: 'history', ...(query.cursor !== undefined && { cursor: query.cursor }) }
  return (
    <TagTimeline
      history={history}
      path={tagHref(place.registry, place.repository, place.tag)}
      search={search}
      rollBack={rollBackOf(await retagRight(ctx, place))}
    />
  )
}

/** Whether the reader may point a tag of a repository elsewhere. */
export async function retagRight(ctx: Context, place: { registry: string; repository: string }) {
  const { id: registryId } = await getRegistry(ctx, place.registry)
  return presentAllowed(can(ctx.actor, 'tag:retag', { registryId, repository: place.repository }))
}

/** A button on each entry that names something else than the tag does now. */
export function rollBackOf(can: { allowed: boolean; reason: string | null }): TimelineSlot {
  return ({ registry, repository, tag, to }, digest) =>
    to !== null &&
    to.digest !== digest && (
      <RollBackButton
        {...{ registry, tag, can }}
        repository={repositorySlug(repository)}
        digest={to.digest}
        seen={digest ?? undefined}
      />
    )
}
