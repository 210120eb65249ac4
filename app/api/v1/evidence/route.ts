import { contracts } from '@/lib/api/contracts'
import { presentAllowed } from '@/lib/api/presenters/allowed'
import { presentEvidence } from '@/lib/api/presenters/golden-findings'
import { addEvidence } from '@/lib/golden/use-cases/add-evidence'
import { listEvidence } from '@/lib/golden/use-cases/read-evidence'
import { route } from '@/lib/server/route'

export const GET = route(contracts.listEvidence, async ({ ctx, query }) => {
  const { items, mayAdd } = await listEvidence(ctx, query)
  const now = ctx.clock.now()
  return { items: items.map((one) => presentEvidence(one, now)), can: { add: presentAllowed(mayAdd) } }
})

export const POST = route(contracts.addEvidence, async ({ ctx, body: { subject, ...body } }) => {
  const { evidence, isKnown } = await addEvidence(ctx, { ...subject, ...body })
  return { ...presentEvidence(evidence, ctx.clock.now()), isKnown }
})
