import { contracts } from '@/lib/api/contracts'
import { presentSigningKey } from '@/lib/api/presenters/docker-sign-in'
import { prepareSigningKey } from '@/lib/docker-token/use-cases/prepare-signing-key'
import { route } from '@/lib/server/route'

export const POST = route(contracts.createSigningKey, async ({ ctx }) =>
  presentSigningKey(await prepareSigningKey(ctx), ctx.clock.now()),
)
