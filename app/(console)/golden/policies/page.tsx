import type { Metadata } from 'next'
import { PolicyList } from '@/components/golden/policy/policy-list'
import { goldenQueries } from '@/components/golden/queries'
import { Seed } from '@/lib/api/client/seed'
import { presentGoldenPolicies } from '@/lib/api/presenters/golden-policy'
import { listPolicies } from '@/lib/golden/use-cases/policies'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Golden policies' }

export default async function PoliciesPage() {
  const ctx = await pageContext()
  const policies = presentGoldenPolicies(await listPolicies(ctx), ctx.actor)
  return (
    <Seed fill={(client) => client.setQueryData(goldenQueries.policies().queryKey, policies)}>
      <PolicyList />
    </Seed>
  )
}
