import type { QueryClient } from '@tanstack/react-query'
import { HardDrive } from 'lucide-react'
import type { Metadata } from 'next'
import { firstPageOf } from '@/components/catalog/first-page'
import { catalogQueries, repositoryListQuery } from '@/components/catalog/queries'
import { RegistryMeta } from '@/components/catalog/registry-meta'
import { MembersLink } from '@/components/catalog/repositories/members-link'
import { RepositoryBrowser } from '@/components/catalog/repositories/repository-browser'
import { repositoryFilterState } from '@/components/catalog/repositories/repository-filter'
import { RegistrySync } from '@/components/catalog/sync/sync-button'
import { VanishAlert } from '@/components/catalog/sync/vanish-alert'
import { storageHref } from '@/components/shell/addresses'
import { PageFrame } from '@/components/shell/page-frame'
import { searchOf } from '@/components/ui/address-state'
import { ButtonLink } from '@/components/ui/button-link'
import type { Context } from '@/lib/access/context'
import { listMemberPaths } from '@/lib/access/use-cases/list-member-paths'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentNamespaces, presentRepositoryPage } from '@/lib/api/presenters/catalog'
import { presentRegistry } from '@/lib/api/presenters/registry'
import { listNamespaces } from '@/lib/catalog/use-cases/list-namespaces'
import { type ListRepositoriesInput, listRepositories } from '@/lib/catalog/use-cases/list-repositories'
import { getRegistry } from '@/lib/connections/use-cases/get-registry'
import { currentIn } from '@/lib/golden/use-cases/find-marks'
import { orNotFound, pageContext, parseParams } from '@/lib/server/page'

interface Props {
  params: Promise<{ registry: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).registry }
}

export default async function RegistryPage({ params, searchParams }: Props) {
  const ctx = await pageContext()
  const { registry: name } = await parseParams(contracts.getRegistry.params, params)
  const filter = repositoryFilterState.read(searchOf(await searchParams))
  const query = contracts.listRepositories.query.safeParse(repositoryListQuery(filter))

  const registry = presentRegistry(await orNotFound(getRegistry(ctx, name)), {
    actor: ctx.actor,
    nowMs: ctx.clock.now(),
  })
  const namespaces = presentNamespaces(await listNamespaces(ctx, { registry: name }))
  const page = query.success ? await readPage(ctx, { registry: name, ...query.data }) : undefined

  const fill = (cache: QueryClient) => {
    cache.setQueryData(catalogQueries.namespaces(name).queryKey, namespaces)
    if (page) cache.setQueryData(catalogQueries.repositories(name, filter).queryKey, firstPageOf(page))
  }
  return (
    <PageFrame
      title={name}
      meta={<RegistryMeta registry={registry} />}
      actions={
        <>
          <ButtonLink href={storageHref(name)} icon={<HardDrive className="size-3.5" />}>
            Storage
          </ButtonLink>
          <MembersLink registry={name} paths={listMemberPaths(ctx, registry.id)} />
          <RegistrySync registry={name} activeJobId={registry.activeJobId} can={registry.can.sync} />
        </>
      }
    >
      {registry.vanishAlert && <VanishAlert registry={name} alert={registry.vanishAlert} />}
      <Seed fill={fill}>
        <RepositoryBrowser
          registry={name}
          syncedAt={registry.syncedAt}
          isSyncing={registry.activeJobId !== null}
        />
      </Seed>
    </PageFrame>
  )
}

async function readPage(ctx: Context, input: ListRepositoriesInput) {
  const page = await listRepositories(ctx, input)
  return presentRepositoryPage(page, await currentIn(ctx, page.items))
}
