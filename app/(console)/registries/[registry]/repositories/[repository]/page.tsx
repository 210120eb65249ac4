import type { QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { repositoryCrumbs } from '@/components/catalog/crumbs'
import { firstPageOf } from '@/components/catalog/first-page'
import { catalogQueries, tagListQuery } from '@/components/catalog/queries'
import { RepositoryMeta } from '@/components/catalog/repository-meta'
import { RepositoryTabs } from '@/components/catalog/repository-tabs'
import { CheckStatus } from '@/components/catalog/sync/check-status'
import { RepositorySync } from '@/components/catalog/sync/sync-button'
import { tagFilterState } from '@/components/catalog/tags/tag-filter'
import { TagTable } from '@/components/catalog/tags/tag-table'
import { DeleteAllButton } from '@/components/cleanup/delete-all-button'
import { LineMarks } from '@/components/golden/line/line-marks'
import { PageFrame } from '@/components/shell/page-frame'
import { searchOf } from '@/components/ui/address-state'
import type { Context } from '@/lib/access/context'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentRepositoryDetail, presentTagPage } from '@/lib/api/presenters/catalog'
import { presentLines } from '@/lib/api/presenters/golden-line'
import { getRepository } from '@/lib/catalog/use-cases/get-repository'
import { type ListTagsInput, listTags } from '@/lib/catalog/use-cases/list-tags'
import { missingIn } from '@/lib/cleanup/use-cases/find-missing'
import { getRegistry } from '@/lib/connections/use-cases/get-registry'
import { marksIn } from '@/lib/golden/use-cases/find-marks'
import { listShownLines } from '@/lib/golden/use-cases/read-lines'
import { repositorySlug } from '@/lib/oci/slug'
import { checkWhenOpened } from '@/lib/server/light-check'
import { orNotFound, pageContext, parseParams } from '@/lib/server/page'
import { imageRights } from './image-rights'

/** A repository with more than this many lines shows its first ones. */
const LINES_MAX = 5

interface Props {
  params: Promise<{ registry: string; repository: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { repository } = await parseParams(contracts.getRepository.params, params)
  return { title: repository }
}

export default async function RepositoryPage({ params, searchParams }: Props) {
  const ctx = await pageContext()
  const place = await parseParams(contracts.getRepository.params, params)
  const filter = tagFilterState.read(searchOf(await searchParams))
  const query = contracts.listTags.query.safeParse(tagListQuery(filter))

  const repository = presentRepositoryDetail(await orNotFound(getRepository(ctx, place)))
  const isChecking = (await checkWhenOpened(ctx, place)) || repository.isChecking
  const registry = await getRegistry(ctx, place.registry)
  const tags = query.success ? await firstTags(ctx, { ...place, ...query.data }) : undefined

  const lines = presentLines(
    await listShownLines(ctx, { ...place, isArchived: false, limit: LINES_MAX }),
    ctx.actor,
  )

  const address = { registry: place.registry, repository: repositorySlug(place.repository) }
  const fill = (cache: QueryClient) => {
    if (tags) cache.setQueryData(catalogQueries.tags(address, filter).queryKey, firstPageOf(tags))
  }
  return (
    <PageFrame
      title={place.repository}
      crumbs={repositoryCrumbs(place.registry, place.repository)}
      meta={
        <>
          <RepositoryMeta repository={repository} />
          <LineMarks lines={lines.items} />
          <CheckStatus {...{ address, isChecking }} key={place.repository} />
        </>
      }
      actions={
        <>
          <DeleteAllButton {...address} can={repository.can.delete} />
          <RepositorySync {...address} can={repository.can.sync} />
        </>
      }
    >
      <RepositoryTabs {...place} hasMembers={repository.can.readMembers.allowed} />
      <Seed fill={fill}>
        <TagTable
          registry={place.registry}
          registryUrl={registry.url}
          repository={place.repository}
          platforms={repository.platforms}
          tagCount={repository.tagCount}
          syncedAt={repository.syncedAt}
          can={imageRights(ctx.actor, { registryId: registry.id, repository: place.repository })}
        />
      </Seed>
    </PageFrame>
  )
}

async function firstTags(ctx: Context, input: ListTagsInput) {
  const page = await listTags(ctx, input)
  const digests = page.items.map(({ digest }) => digest)
  return presentTagPage(page, {
    marks: await marksIn(ctx, input, digests),
    missing: await missingIn(ctx, input, digests),
  })
}
