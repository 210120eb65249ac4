import type { Metadata } from 'next'
import { goldenQueries } from '@/components/golden/queries'
import { VersionView } from '@/components/golden/version/version-view'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentVersionDetail } from '@/lib/api/presenters/golden-version'
import { getVersion } from '@/lib/golden/use-cases/get-version'
import { getVersionTitle } from '@/lib/golden/use-cases/get-version-title'
import { orNotFound, pageContext, parseParams } from '@/lib/server/page'

interface Props {
  params: Promise<{ version: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const place = await parseParams(contracts.getVersion.params, params)
  return { title: await orNotFound(getVersionTitle(await pageContext(), place)) }
}

export default async function VersionPage({ params }: Props) {
  const ctx = await pageContext()
  const place = await parseParams(contracts.getVersion.params, params)
  const shown = presentVersionDetail(await orNotFound(getVersion(ctx, place)), ctx.clock.now())
  const detail = contracts.getVersion.output.parse(shown)
  return (
    <Seed fill={(client) => client.setQueryData(goldenQueries.version(place.version).queryKey, detail)}>
      <VersionView id={place.version} />
    </Seed>
  )
}
