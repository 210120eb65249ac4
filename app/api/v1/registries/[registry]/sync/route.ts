import { contracts } from '@/lib/api/contracts'
import { route } from '@/lib/server/route'
import { syncRegistry } from '@/lib/sync/use-cases/sync-registry'

export const POST = route(contracts.syncRegistry, async ({ ctx, params }) => ({
  jobId: await syncRegistry(ctx, params),
}))
