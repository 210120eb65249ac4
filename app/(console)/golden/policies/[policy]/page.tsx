import type { QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { PolicyView } from '@/components/golden/policy/policy-view'
import { goldenQueries } from '@/components/golden/queries'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentCatalogue, presentGoldenPolicyDetail } from '@/lib/api/presenters/golden-policy'
import { getPolicy } from '@/lib/golden/use-cases/policies'
import { readCatalogue } from '@/lib/golden/use-cases/read-catalogue'
import { orNotFound, pageContext, parseParams } from '@/lib/server/page'

interface Props {
  params: Promise<{ policy: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const place = await parseParams(contracts.getGoldenPolicy.params, params)
  const { policy } = await orNotFound(getPolicy(await pageContext(), place))
  return { title: `${policy.name}, golden policy` }
}

export default async function PolicyPage({ params }: Props) {
  const ctx = await pageContext()
  const place = await parseParams(contracts.getGoldenPolicy.params, params)
  const found = await orNotFound(getPolicy(ctx, place))
  const policy = contracts.getGoldenPolicy.output.parse(presentGoldenPolicyDetail(found, ctx.actor))
  const catalogue = contracts.goldenCatalogue.output.parse(presentCatalogue(await readCatalogue(ctx)))
  const fill = (client: QueryClient) => {
    client.setQueryData(goldenQueries.policy(place.policy).queryKey, policy)
    client.setQueryData(goldenQueries.catalogue().queryKey, catalogue)
  }
  return (
    <Seed fill={fill}>
      <PolicyView id={place.policy} />
    </Seed>
  )
}
