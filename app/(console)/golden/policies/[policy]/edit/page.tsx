import type { Metadata } from 'next'
import { PolicyEditor } from '@/components/golden/policy/policy-editor'
import { contracts } from '@/lib/api/contracts'
import { pageContext, parseParams } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Next version of a golden policy' }

export default async function EditPolicyPage({ params }: { params: Promise<{ policy: string }> }) {
  await pageContext()
  const { policy } = await parseParams(contracts.getGoldenPolicy.params, params)
  return <PolicyEditor id={policy} />
}
