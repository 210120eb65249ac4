import type { Metadata } from 'next'
import { GroupsView } from '@/components/access/groups/groups-view'
import { accessQueries } from '@/components/access/queries'
import { AdminsOnly } from '@/components/shell/admins-only'
import { can } from '@/lib/access/rules/can'
import { listGroups } from '@/lib/access/use-cases/groups'
import { Seed } from '@/lib/api/client/seed'
import { presentGroup } from '@/lib/api/presenters/access'
import { presentAllowed } from '@/lib/api/presenters/allowed'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Groups' }

export default async function GroupsPage() {
  const ctx = await pageContext()
  const decision = can(ctx.actor, 'group:read')
  if (!decision.allowed) return <AdminsOnly title="Groups" reason={decision.reason} />

  const items = (await listGroups(ctx)).map(presentGroup)
  const create = presentAllowed(can(ctx.actor, 'group:manage'))
  return (
    <Seed fill={(client) => client.setQueryData(accessQueries.groups().queryKey, { items, can: { create } })}>
      <GroupsView />
    </Seed>
  )
}
