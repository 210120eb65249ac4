import type { Metadata } from 'next'
import { repositoryCrumbs } from '@/components/catalog/crumbs'
import { RepositoryMeta } from '@/components/catalog/repository-meta'
import { RepositoryTabs } from '@/components/catalog/repository-tabs'
import { goldenQueries } from '@/components/golden/queries'
import { RepositoryGolden } from '@/components/golden/repository-golden'
import { PageFrame } from '@/components/shell/page-frame'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentRepositoryDetail } from '@/lib/api/presenters/catalog'
import { presentLines } from '@/lib/api/presenters/golden-line'
import { getRepository } from '@/lib/catalog/use-cases/get-repository'
import { listShownLines } from '@/lib/golden/use-cases/read-lines'
import { orNotFound, pageContext, parseParams } from '@/lib/server/page'

/** As many as the window that nominates asks for: both read one query. */
const LINES = 100

interface Props {
  params: Promise<{ registry: string; repository: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { repository } = await parseParams(contracts.getRepository.params, params)
  return { title: `Golden in ${repository}` }
}

export default async function RepositoryGoldenPage({ params }: Props) {
  const ctx = await pageContext()
  const place = await parseParams(contracts.getRepository.params, params)
  const repository = presentRepositoryDetail(await orNotFound(getRepository(ctx, place)))
  const page = await listShownLines(ctx, { ...place, isArchived: false, limit: LINES })
  const lines = contracts.listLines.output.parse(presentLines(page, ctx.actor))
  const { queryKey } = goldenQueries.linesOf(place.registry, place.repository)
  return (
    <PageFrame
      title={place.repository}
      crumbs={repositoryCrumbs(place.registry, place.repository)}
      meta={<RepositoryMeta repository={repository} />}
    >
      <RepositoryTabs {...place} hasMembers={repository.can.readMembers.allowed} />
      <Seed fill={(client) => client.setQueryData(queryKey, lines)}>
        <RepositoryGolden {...place} />
      </Seed>
    </PageFrame>
  )
}
