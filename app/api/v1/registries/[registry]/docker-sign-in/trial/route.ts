import { contracts } from '@/lib/api/contracts'
import { tryDockerSignIn } from '@/lib/docker-token/use-cases/try-docker-sign-in'
import { route } from '@/lib/server/route'

export const POST = route(contracts.tryDockerSignIn, async ({ ctx, params, body }) =>
  tryDockerSignIn(ctx, params.registry, body),
)
