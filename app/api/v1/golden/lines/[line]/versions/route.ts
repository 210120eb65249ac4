import { contracts } from '@/lib/api/contracts'
import { presentVersion, presentVersionDetail } from '@/lib/api/presenters/golden-version'
import { presentPage } from '@/lib/api/presenters/page'
import { getVersion } from '@/lib/golden/use-cases/get-version'
import { nominate } from '@/lib/golden/use-cases/nominate'
import { listVersions } from '@/lib/golden/use-cases/read-lines'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listVersions, async ({ ctx, params, query }) =>
  presentPage(await listVersions(ctx, { ...params, ...query }), presentVersion),
)

export const POST = route(contracts.nominate, async ({ ctx, params, body }) => {
  const version = await nominate(ctx, { ...params, ...body })
  return presentVersionDetail(await getVersion(ctx, { version }), ctx.clock.now())
})
