import { contracts } from '@/lib/api/contracts'
import { presentVerification } from '@/lib/api/presenters/audit'
import { getVerification, startVerification } from '@/lib/audit/use-cases/get-verification'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getAuditVerification, async ({ ctx }) =>
  presentVerification(await getVerification(ctx)),
)

export const POST = route(contracts.verifyAudit, async ({ ctx }) =>
  presentVerification(await startVerification(ctx)),
)
