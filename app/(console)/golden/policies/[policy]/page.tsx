import type { Metadata } from 'next'
import { PolicyView } from '@/components/golden/policy/policy-view'
import { contracts } from '@/lib/api/contracts'
import { pageContext, parseParams } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Golden policy' }

export default async function PolicyPage({ params }: { params: Promise<{ policy: string }> }) {
  await pageContext()
  const { policy } = await parseParams(contracts.getGoldenPolicy.params, params)
  return <PolicyView id={policy} />
}
