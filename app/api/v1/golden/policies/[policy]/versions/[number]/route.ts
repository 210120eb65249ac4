import { contracts } from '@/lib/api/contracts'
import { presentPolicyVersion } from '@/lib/api/presenters/golden-policy'
import { getPolicyVersion } from '@/lib/golden/use-cases/policies'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getGoldenPolicyVersion, async ({ ctx, params }) =>
  presentPolicyVersion(params.policy, await getPolicyVersion(ctx, params)),
)
