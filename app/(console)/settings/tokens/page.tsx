import type { Metadata } from 'next'
import { accessQueries } from '@/components/access/queries'
import { TokenView } from '@/components/access/token-view'
import { AdminsOnly } from '@/components/shell/admins-only'
import { can } from '@/lib/access/rules/can'
import { listTokens } from '@/lib/access/use-cases/list-tokens'
import { Seed } from '@/lib/api/client/seed'
import { presentToken } from '@/lib/api/presenters/people'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'API tokens' }

export default async function TokensPage() {
  const ctx = await pageContext()
  const decision = can(ctx.actor, 'token:manage')
  if (!decision.allowed) return <AdminsOnly title="API tokens" reason={decision.reason} />

  const items = (await listTokens(ctx)).map(presentToken)
  return (
    <Seed fill={(client) => client.setQueryData(accessQueries.tokens().queryKey, { items })}>
      <TokenView />
    </Seed>
  )
}
