import type { Metadata } from 'next'
import { EditPolicy } from '@/components/cleanup/retention/policy-editor'
import { retentionQueries } from '@/components/cleanup/retention/queries'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentPolicy } from '@/lib/api/presenters/retention'
import { getPolicy } from '@/lib/cleanup/use-cases/retention/read-policies'
import { orNotFound, pageContext, parseParams } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Change a retention policy' }

export default async function EditPolicyPage({ params }: { params: Promise<{ policy: string }> }) {
  const ctx = await pageContext()
  const { policy } = await parseParams(contracts.getRetentionPolicy.params, params)
  const found = presentPolicy(await orNotFound(getPolicy(ctx, { policy })), ctx.actor)
  return (
    <Seed fill={(client) => client.setQueryData(retentionQueries.policy(policy).queryKey, found)}>
      <EditPolicy id={policy} registries={[found.registry]} />
    </Seed>
  )
}
