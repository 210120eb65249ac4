import type { Metadata } from 'next'
import { accessQueries } from '@/components/access/queries'
import { TokenView } from '@/components/access/token-view'
import { can } from '@/lib/access/rules/can'
import { listTokens } from '@/lib/access/use-cases/list-tokens'
import { Seed } from '@/lib/api/client/seed'
import { presentToken } from '@/lib/api/presenters/people'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'API tokens' }

export default async function TokensPage() {
  const ctx = await pageContext()
  const items = (await listTokens(ctx)).map(presentToken)
  return (
    <Seed fill={(client) => client.setQueryData(accessQueries.tokens().queryKey, { items })}>
      <TokenView isForAll={can(ctx.actor, 'token:read').allowed} />
    </Seed>
  )
}
