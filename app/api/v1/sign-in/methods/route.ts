import { contracts } from '@/lib/api/contracts'
import { route } from '@/lib/server/route'
import { readSignInMethods } from '@/lib/server/sign-in-methods'

export const GET = route(contracts.listSignInMethods, ({ ctx }) => readSignInMethods(ctx))
