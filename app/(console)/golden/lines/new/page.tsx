import type { Metadata } from 'next'
import { LineForm } from '@/components/golden/line/line-form'
import { searchOf } from '@/components/ui/address-state'
import { listRegistries } from '@/lib/connections/use-cases/list-registries'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'New golden line' }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function NewLinePage({ searchParams }: Props) {
  const registries = await listRegistries(await pageContext())
  const search = searchOf(await searchParams)
  return (
    <LineForm
      line={null}
      registries={registries.map(({ name }) => name)}
      registry={search.get('registry') ?? undefined}
      repository={search.get('repository') ?? undefined}
    />
  )
}
