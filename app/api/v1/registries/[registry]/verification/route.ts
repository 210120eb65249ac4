import { contracts } from '@/lib/api/contracts'
import { presentVerification } from '@/lib/api/presenters/garbage'
import { getVerification } from '@/lib/cleanup/use-cases/get-verification'
import { startVerification } from '@/lib/cleanup/use-cases/verify-storage'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getVerification, async ({ ctx, params }) =>
  presentVerification(await getVerification(ctx, params)),
)

export const POST = route(contracts.verifyRegistry, async ({ ctx, params }) => ({
  jobId: await startVerification(ctx, params),
}))
