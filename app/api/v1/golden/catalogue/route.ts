import { contracts } from '@/lib/api/contracts'
import { presentCatalogue } from '@/lib/api/presenters/golden-policy'
import { readCatalogue } from '@/lib/golden/use-cases/read-catalogue'
import { route } from '@/lib/server/route'

export const GET = route(contracts.goldenCatalogue, async ({ ctx }) =>
  presentCatalogue(await readCatalogue(ctx)),
)
