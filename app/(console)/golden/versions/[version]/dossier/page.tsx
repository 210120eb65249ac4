import type { Metadata } from 'next'
import { DossierView } from '@/components/golden/report/dossier-view'
import { contracts } from '@/lib/api/contracts'
import { pageContext, parseParams } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Dossier' }

export default async function DossierPage({ params }: { params: Promise<{ version: string }> }) {
  await pageContext()
  const { version } = await parseParams(contracts.getDossier.params, params)
  return <DossierView id={version} />
}
