import type { Metadata } from 'next'
import { MembersView } from '@/components/access/members/members-view'
import { accessQueries } from '@/components/access/queries'
import { placeCrumbs } from '@/components/catalog/crumbs'
import { AdminsOnly } from '@/components/shell/admins-only'
import { PageFrame } from '@/components/shell/page-frame'
import { searchOf } from '@/components/ui/address-state'
import { can } from '@/lib/access/rules/can'
import { listMembers } from '@/lib/access/use-cases/list-members'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentMembers } from '@/lib/api/presenters/access'
import { getRegistry } from '@/lib/connections/use-cases/get-registry'
import { orNotFound, pageContext, parseParams, parseQuery } from '@/lib/server/page'

interface Props {
  params: Promise<{ registry: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export const metadata: Metadata = { title: 'Members' }

export default async function MembersPage({ params, searchParams }: Props) {
  const ctx = await pageContext()
  const { registry } = await parseParams(contracts.listMembers.params, params)
  const { path } = parseQuery(contracts.listMembers.query, Object.fromEntries(searchOf(await searchParams)))

  const { id } = await orNotFound(getRegistry(ctx, registry))
  const decision = can(ctx.actor, 'member:read', { registryId: id, namespace: path })
  if (!decision.allowed && decision.mayKnow) return <AdminsOnly title="Members" reason={decision.reason} />
  const members = presentMembers(await orNotFound(listMembers(ctx, { registry, path })))
  return (
    <PageFrame
      title={path === '' ? `Members of ${registry}` : `Members of ${path}`}
      crumbs={placeCrumbs(registry, path)}
      meta="What is granted here reaches everything below."
    >
      <Seed fill={(client) => client.setQueryData(accessQueries.members(registry, path).queryKey, members)}>
        <MembersView registry={registry} path={path} />
      </Seed>
    </PageFrame>
  )
}
