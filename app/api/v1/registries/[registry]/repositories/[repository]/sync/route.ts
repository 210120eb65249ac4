import { contracts } from '@/lib/api/contracts'
import { route } from '@/lib/server/route'
import { syncRepositoryByName } from '@/lib/sync/use-cases/sync-repository'

export const POST = route(contracts.syncRepository, async ({ ctx, params }) => ({
  jobId: await syncRepositoryByName(ctx, params),
}))
