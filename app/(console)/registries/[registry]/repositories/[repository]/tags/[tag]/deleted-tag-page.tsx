import { DeletedTag } from '@/components/catalog/history/deleted-tag'
import { RestoreButton } from '@/components/cleanup/restore-button'
import { tagHref } from '@/components/shell/addresses'
import { contracts } from '@/lib/api/contracts'
import { presentTagHistory } from '@/lib/api/presenters/history'
import { presentTrashPage } from '@/lib/api/presenters/trash'
import { listTagHistory } from '@/lib/catalog/use-cases/list-tag-history'
import { listTrash } from '@/lib/cleanup/use-cases/list-trash'
import type { RepositoryName, TagName } from '@/lib/oci/name'
import { orNotFound, pageContext, parseQuery } from '@/lib/server/page'
import { retagRight, rollBackOf } from '../../tag-history'

interface DeletedTagPageProps {
  registry: string
  repository: RepositoryName
  tag: TagName
  cursor: string | string[] | undefined
}

/** What is left of a tag that is gone: its history. One that never was is not found. */
export async function DeletedTagPage({ cursor, ...place }: DeletedTagPageProps) {
  const ctx = await pageContext()
  const query = parseQuery(contracts.tagHistory.query, { cursor })
  const history = presentTagHistory(await orNotFound(listTagHistory(ctx, { ...place, ...query })))
  const trash = presentTrashPage(await listTrash(ctx, { ...place, state: 'restorable', limit: 1 }))
  const [trashed] = trash.items
  const path = tagHref(place.registry, place.repository, place.tag)
  return (
    <DeletedTag
      {...place}
      history={history}
      path={path}
      restore={trashed && <RestoreButton item={trashed} />}
      rollBack={rollBackOf(await retagRight(ctx, place))}
      search={query.cursor ? { cursor: query.cursor } : {}}
    />
  )
}
