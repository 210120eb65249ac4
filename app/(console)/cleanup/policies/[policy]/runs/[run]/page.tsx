import type { Metadata } from 'next'
import { retentionQueries } from '@/components/cleanup/retention/queries'
import { RunView } from '@/components/cleanup/retention/run-view'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentPolicy, presentRunDetail } from '@/lib/api/presenters/retention'
import { getPolicyRun, showPolicy } from '@/lib/cleanup/use-cases/retention/read-policies'
import { orNotFound, pageContext, parseParams } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Retention simulation' }

export default async function RunPage({ params }: { params: Promise<{ policy: string; run: string }> }) {
  const ctx = await pageContext()
  const ids = await parseParams(contracts.getRetentionRun.params, params)
  const found = await orNotFound(getPolicyRun(ctx, ids))
  const policy = presentPolicy(await showPolicy(ctx, found.policy), ctx.actor)
  return (
    <Seed
      fill={(client) => {
        client.setQueryData(retentionQueries.policy(ids.policy).queryKey, policy)
        client.setQueryData(retentionQueries.run(ids.policy, ids.run).queryKey, presentRunDetail(found))
      }}
    >
      <RunView policy={ids.policy} run={ids.run} />
    </Seed>
  )
}
