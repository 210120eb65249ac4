import type { Metadata } from 'next'
import { DossierView } from '@/components/golden/report/dossier-view'
import { contracts } from '@/lib/api/contracts'
import { getVersionTitle } from '@/lib/golden/use-cases/get-version-title'
import { orNotFound, pageContext, parseParams } from '@/lib/server/page'

interface Props {
  params: Promise<{ version: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const place = await parseParams(contracts.getDossier.params, params)
  return { title: `Dossier of ${await orNotFound(getVersionTitle(await pageContext(), place))}` }
}

export default async function DossierPage({ params }: Props) {
  await pageContext()
  const { version } = await parseParams(contracts.getDossier.params, params)
  return <DossierView id={version} />
}
