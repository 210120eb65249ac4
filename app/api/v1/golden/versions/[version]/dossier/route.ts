import { contracts } from '@/lib/api/contracts'
import { presentDossier } from '@/lib/api/presenters/golden-report'
import { getDossier } from '@/lib/golden/use-cases/report/get-dossier'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getDossier, async ({ ctx, params }) =>
  presentDossier(await getDossier(ctx, params.version)),
)
