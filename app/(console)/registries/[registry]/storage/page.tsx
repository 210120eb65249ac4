import type { QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { catalogQueries } from '@/components/catalog/queries'
import { RegistryMeta } from '@/components/catalog/registry-meta'
import { storageState } from '@/components/catalog/storage/storage-state'
import { StorageView } from '@/components/catalog/storage/storage-view'
import { registryHref } from '@/components/shell/addresses'
import { PageFrame } from '@/components/shell/page-frame'
import { searchOf } from '@/components/ui/address-state'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentRegistry } from '@/lib/api/presenters/registry'
import { presentStorage } from '@/lib/api/presenters/storage'
import { getStorage } from '@/lib/catalog/use-cases/get-storage'
import { getRegistry } from '@/lib/connections/use-cases/get-registry'
import { orNotFound, pageContext, parseParams } from '@/lib/server/page'

interface Props {
  params: Promise<{ registry: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Storage of ${(await params).registry}` }
}

export default async function StoragePage({ params, searchParams }: Props) {
  const ctx = await pageContext()
  const { registry: name } = await parseParams(contracts.getStorage.params, params)
  const filter = storageState.read(searchOf(await searchParams))

  const registry = presentRegistry(await orNotFound(getRegistry(ctx, name)), {
    actor: ctx.actor,
    nowMs: ctx.clock.now(),
  })
  const storage = presentStorage(await orNotFound(getStorage(ctx, { registry: name, ...filter })))

  const fill = (cache: QueryClient) =>
    cache.setQueryData(catalogQueries.storage(name, filter).queryKey, storage)
  return (
    <PageFrame
      title="Storage"
      crumbs={[{ label: name, href: registryHref(name) }, { label: 'Storage' }]}
      meta={<RegistryMeta registry={registry} />}
    >
      <Seed fill={fill}>
        <StorageView registry={name} />
      </Seed>
    </PageFrame>
  )
}
