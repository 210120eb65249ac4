import type { Metadata } from 'next'
import { auditFilter, queryOf } from '@/components/audit/audit-filter'
import { AuditView } from '@/components/audit/audit-view'
import { AUDIT_PAGE_SIZE, auditQueries } from '@/components/audit/queries'
import { firstPageOf } from '@/components/catalog/first-page'
import { AdminsOnly } from '@/components/shell/admins-only'
import { searchOf } from '@/components/ui/address-state'
import { can } from '@/lib/access/rules/can'
import { Seed } from '@/lib/api/client/seed'
import { contracts } from '@/lib/api/contracts'
import { presentAuditPage, presentVerification } from '@/lib/api/presenters/audit'
import { AUDIT_EVENT_TYPES } from '@/lib/audit/event'
import { getVerification } from '@/lib/audit/use-cases/get-verification'
import { listEvents } from '@/lib/audit/use-cases/list-events'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Audit log' }

interface AuditPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function AuditPage({ searchParams }: AuditPageProps) {
  const ctx = await pageContext()
  const decision = can(ctx.actor, 'audit:read')
  if (!decision.allowed) return <AdminsOnly title="Audit log" reason={decision.reason} />

  const filter = auditFilter.read(searchOf(await searchParams))
  const query = contracts.countAudit.query.parse(queryOf(filter, ctx.clock.now()))
  const [events, verification] = await Promise.all([
    listEvents(ctx, { ...query, limit: AUDIT_PAGE_SIZE }),
    getVerification(ctx),
  ])
  return (
    <Seed
      fill={(client) => {
        client.setQueryData(auditQueries.list(filter, false).queryKey, firstPageOf(presentAuditPage(events)))
        client.setQueryData(auditQueries.verification().queryKey, presentVerification(verification))
      }}
    >
      <AuditView types={AUDIT_EVENT_TYPES} />
    </Seed>
  )
}
