import { contracts } from '@/lib/api/contracts'
import { presentVersionDetail } from '@/lib/api/presenters/golden-version'
import { getVersion } from '@/lib/golden/use-cases/get-version'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getVersion, async ({ ctx, params }) =>
  presentVersionDetail(await getVersion(ctx, params), ctx.clock.now()),
)
