import { contracts } from '@/lib/api/contracts'
import { presentImported } from '@/lib/api/presenters/retention'
import { importPolicy } from '@/lib/cleanup/use-cases/retention/check-text'
import { route } from '@/lib/server/route'

export const POST = route(contracts.importRetentionPolicy, async ({ ctx, body }) =>
  presentImported(await importPolicy(ctx, body)),
)
