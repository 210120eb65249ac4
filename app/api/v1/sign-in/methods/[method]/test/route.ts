import { contracts } from '@/lib/api/contracts'
import { route } from '@/lib/server/route'
import { checkSignInMethod } from '@/lib/server/sign-in-methods'

export const POST = route(contracts.testSignInMethod, ({ ctx, params }) =>
  checkSignInMethod(ctx, params.method),
)
