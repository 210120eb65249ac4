import type { QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { PeopleView } from '@/components/access/people-view'
import { accessQueries } from '@/components/access/queries'
import { AdminsOnly } from '@/components/shell/admins-only'
import { can } from '@/lib/access/rules/can'
import { listGrants } from '@/lib/access/use-cases/list-grants'
import { listUsers } from '@/lib/access/use-cases/list-users'
import { Seed } from '@/lib/api/client/seed'
import { presentGrants } from '@/lib/api/presenters/access'
import { presentAllowed } from '@/lib/api/presenters/allowed'
import { presentListedUser } from '@/lib/api/presenters/people'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'People' }

export default async function PeoplePage() {
  const ctx = await pageContext()
  const decision = can(ctx.actor, 'user:read')
  if (!decision.allowed) return <AdminsOnly title="People" reason={decision.reason} />

  const items = (await listUsers(ctx)).map(presentListedUser)
  const grants = presentGrants(await listGrants(ctx))
  const fill = (client: QueryClient) => {
    client.setQueryData(accessQueries.users().queryKey, { items })
    client.setQueryData(accessQueries.grants().queryKey, grants)
  }
  return (
    <Seed fill={fill}>
      <PeopleView selfName={ctx.actor.name} canManage={presentAllowed(can(ctx.actor, 'user:manage'))} />
    </Seed>
  )
}
