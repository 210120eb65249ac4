import type { Metadata } from 'next'
import { repositoryCrumbs } from '@/components/catalog/crumbs'
import { ActivityView } from '@/components/catalog/history/activity-view'
import { RepositoryMeta } from '@/components/catalog/repository-meta'
import { RepositoryTabs } from '@/components/catalog/repository-tabs'
import { RepositorySync } from '@/components/catalog/sync/sync-button'
import { repositoryActivityHref } from '@/components/shell/addresses'
import { PageFrame } from '@/components/shell/page-frame'
import { contracts } from '@/lib/api/contracts'
import { presentRepositoryDetail } from '@/lib/api/presenters/catalog'
import { presentActivity } from '@/lib/api/presenters/history'
import { getRepository } from '@/lib/catalog/use-cases/get-repository'
import { listRepositoryActivity } from '@/lib/catalog/use-cases/list-activity'
import { repositorySlug } from '@/lib/oci/slug'
import { orInvalid, orNotFound, pageContext, parseParams } from '@/lib/server/page'

interface Props {
  params: Promise<{ registry: string; repository: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { repository } = await parseParams(contracts.getRepository.params, params)
  return { title: `Activity of ${repository}` }
}

export default async function RepositoryActivityPage({ params, searchParams }: Props) {
  const ctx = await pageContext()
  const place = await parseParams(contracts.getRepository.params, params)
  const repository = presentRepositoryDetail(await orNotFound(getRepository(ctx, place)))
  const query = contracts.repositoryActivity.query.safeParse(await searchParams)
  const page = query.success
    ? await orInvalid(listRepositoryActivity(ctx, { ...place, ...query.data }))
    : undefined

  const address = { registry: place.registry, repository: repositorySlug(place.repository) }
  return (
    <PageFrame
      title={place.repository}
      crumbs={repositoryCrumbs(place.registry, place.repository)}
      meta={<RepositoryMeta repository={repository} />}
      actions={<RepositorySync {...address} can={repository.can.sync} />}
    >
      <RepositoryTabs {...place} hasMembers={repository.can.readMembers.allowed} />
      <ActivityView
        page={page && presentActivity(page)}
        path={repositoryActivityHref(place.registry, place.repository)}
        search={query.success ? query.data : {}}
      />
    </PageFrame>
  )
}
