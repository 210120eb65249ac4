import type { Metadata } from 'next'
import { goldenQueries } from '@/components/golden/queries'
import { VersionView } from '@/components/golden/version/version-view'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentVersionDetail } from '@/lib/api/presenters/golden-version'
import { getVersion } from '@/lib/golden/use-cases/get-version'
import { orNotFound, pageContext, parseParams } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Golden version' }

export default async function VersionPage({ params }: { params: Promise<{ version: string }> }) {
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
