import { createToken } from '@/lib/access/use-cases/create-token'
import { listTokens } from '@/lib/access/use-cases/list-tokens'
import { readScopes } from '@/lib/access/use-cases/named-scope'
import { contracts } from '@/lib/api/contracts'
import { presentCreatedToken, presentToken } from '@/lib/api/presenters/people'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listTokens, async ({ ctx }) => ({
  items: (await listTokens(ctx)).map(presentToken),
}))

export const POST = route(contracts.createToken, async ({ ctx, body }) =>
  presentCreatedToken(await createToken(ctx, { ...body, scopes: await readScopes(ctx, body.scopes) })),
)
