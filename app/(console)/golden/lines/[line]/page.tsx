import type { QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { firstPageOf } from '@/components/catalog/first-page'
import { afterQueries } from '@/components/golden/after-queries'
import { LineView } from '@/components/golden/line/line-view'
import { goldenQueries } from '@/components/golden/queries'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentChannels } from '@/lib/api/presenters/golden-channels'
import { presentLine } from '@/lib/api/presenters/golden-line'
import { presentVersion } from '@/lib/api/presenters/golden-version'
import { presentPage } from '@/lib/api/presenters/page'
import { listChannels } from '@/lib/golden/use-cases/channels/read-channels'
import { getLine } from '@/lib/golden/use-cases/lines'
import { listVersions, showLine } from '@/lib/golden/use-cases/read-lines'
import { orNotFound, pageContext, parseParams } from '@/lib/server/page'
import { publicOrigin } from '@/lib/server/public-origin'

interface Props {
  params: Promise<{ line: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const place = await parseParams(contracts.getLine.params, params)
  const { name } = await orNotFound(getLine(await pageContext(), place))
  return { title: `${name}, golden line` }
}

const VERSIONS = 100

export default async function LinePage({ params }: Props) {
  const ctx = await pageContext()
  const place = await parseParams(contracts.getLine.params, params)
  const row = await orNotFound(getLine(ctx, place))
  const line = presentLine(await showLine(ctx, row), ctx.actor)
  const versions = presentPage(await listVersions(ctx, { ...place, limit: VERSIONS }), presentVersion)
  const channels = presentChannels(await listChannels(ctx, place.line))
  const fill = (client: QueryClient) => {
    client.setQueryData(goldenQueries.line(place.line).queryKey, line)
    client.setQueryData(goldenQueries.versions(place.line).queryKey, firstPageOf(versions))
    client.setQueryData(afterQueries.channels(place.line).queryKey, channels)
  }
  return (
    <Seed fill={fill}>
      <LineView id={place.line} url={publicOrigin()} />
    </Seed>
  )
}
