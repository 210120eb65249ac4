import type { Metadata } from 'next'
import { GrantsView } from '@/components/access/grants/grants-view'
import { accessQueries } from '@/components/access/queries'
import { AdminsOnly } from '@/components/shell/admins-only'
import { can } from '@/lib/access/rules/can'
import { listGrants } from '@/lib/access/use-cases/list-grants'
import { Seed } from '@/lib/api/client/seed'
import { presentGrants } from '@/lib/api/presenters/access'
import { listPlaces } from '@/lib/catalog/use-cases/list-places'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Grants' }

export default async function GrantsPage() {
  const ctx = await pageContext()
  const decision = can(ctx.actor, 'grant:list')
  if (!decision.allowed) return <AdminsOnly title="Grants" reason={decision.reason} />

  const grants = presentGrants(await listGrants(ctx))
  const places = await listPlaces(ctx, 'member:read')
  const registries = [...new Set(places.map((place) => place.registry))]
  return (
    <Seed fill={(client) => client.setQueryData(accessQueries.grants().queryKey, grants)}>
      <GrantsView places={places} registries={registries} />
    </Seed>
  )
}
