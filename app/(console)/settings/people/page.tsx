import type { Metadata } from 'next'
import { PeopleView } from '@/components/access/people-view'
import { accessQueries } from '@/components/access/queries'
import { AdminsOnly } from '@/components/shell/admins-only'
import { can } from '@/lib/access/rules/can'
import { listUsers } from '@/lib/access/use-cases/list-users'
import { Seed } from '@/lib/api/client/seed'
import { presentListedUser } from '@/lib/api/presenters/people'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'People' }

export default async function PeoplePage() {
  const ctx = await pageContext()
  const decision = can(ctx.actor, 'user:manage')
  if (!decision.allowed) return <AdminsOnly title="People" reason={decision.reason} />

  const items = (await listUsers(ctx)).map(presentListedUser)
  return (
    <Seed fill={(client) => client.setQueryData(accessQueries.users().queryKey, { items })}>
      <PeopleView selfName={ctx.actor.name} />
    </Seed>
  )
}
