import type { Metadata } from 'next'
import { VersionView } from '@/components/golden/version/version-view'
import { contracts } from '@/lib/api/contracts'
import { pageContext, parseParams } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Golden version' }

export default async function VersionPage({ params }: { params: Promise<{ version: string }> }) {
  await pageContext()
  const { version } = await parseParams(contracts.getVersion.params, params)
  return <VersionView id={version} />
}
