import type { Metadata } from 'next'
import { PolicyList } from '@/components/cleanup/retention/policy-list'
import { retentionQueries } from '@/components/cleanup/retention/queries'
import { Seed } from '@/lib/api/client/seed'
import { presentPolicies } from '@/lib/api/presenters/retention'
import { listPolicies } from '@/lib/cleanup/use-cases/retention/read-policies'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Retention policies' }

export default async function PoliciesPage() {
  const ctx = await pageContext()
  const policies = presentPolicies(await listPolicies(ctx), ctx.actor)
  return (
    <Seed fill={(client) => client.setQueryData(retentionQueries.list().queryKey, policies)}>
      <PolicyList />
    </Seed>
  )
}
