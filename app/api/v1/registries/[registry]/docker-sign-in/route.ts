import { contracts } from '@/lib/api/contracts'
import { presentDockerSignIn } from '@/lib/api/presenters/docker-sign-in'
import { getDockerSignIn } from '@/lib/docker-token/use-cases/get-docker-sign-in'
import { updateDockerSignIn } from '@/lib/docker-token/use-cases/update-docker-sign-in'
import { publicOrigin } from '@/lib/server/public-origin'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getDockerSignIn, async ({ ctx, params }) =>
  presentDockerSignIn(await getDockerSignIn(ctx, params.registry), {
    actor: ctx.actor,
    nowMs: ctx.clock.now(),
    origin: publicOrigin(),
  }),
)

export const PATCH = route(contracts.updateDockerSignIn, async ({ ctx, params, body }) =>
  presentDockerSignIn(await updateDockerSignIn(ctx, params.registry, body), {
    actor: ctx.actor,
    nowMs: ctx.clock.now(),
    origin: publicOrigin(),
  }),
)
