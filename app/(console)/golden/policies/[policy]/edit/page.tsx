import type { Metadata } from 'next'
import { PolicyEditor } from '@/components/golden/policy/policy-editor'
import { contracts } from '@/lib/api/contracts'
import { getPolicy } from '@/lib/golden/use-cases/policies'
import { orNotFound, pageContext, parseParams } from '@/lib/server/page'

interface Props {
  params: Promise<{ policy: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const place = await parseParams(contracts.getGoldenPolicy.params, params)
  const { policy } = await orNotFound(getPolicy(await pageContext(), place))
  return { title: `Next version of ${policy.name}` }
}

export default async function EditPolicyPage({ params }: Props) {
  await pageContext()
  const { policy } = await parseParams(contracts.getGoldenPolicy.params, params)
  return <PolicyEditor id={policy} />
}
