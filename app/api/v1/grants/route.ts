import { createGrants } from '@/lib/access/use-cases/create-grants'
import { listGrants } from '@/lib/access/use-cases/list-grants'
import { contracts } from '@/lib/api/contracts'
import { presentGrant, presentGrants } from '@/lib/api/presenters/access'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listGrants, async ({ ctx }) => presentGrants(await listGrants(ctx)))

export const POST = route(contracts.createGrants, async ({ ctx, body }) => ({
  items: (await createGrants(ctx, body)).map(presentGrant),
}))
