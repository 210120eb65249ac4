import type { Metadata } from 'next'
import { DriftView } from '@/components/golden/drift/drift-view'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Drift' }

export default async function DriftPage() {
  await pageContext()
  return <DriftView />
}
