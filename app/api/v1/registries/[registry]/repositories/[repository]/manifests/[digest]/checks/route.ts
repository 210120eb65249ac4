import { contracts } from '@/lib/api/contracts'
import { presentAllowed } from '@/lib/api/presenters/allowed'
import { presentCheck, presentEvidence } from '@/lib/api/presenters/golden-findings'
import { presentMark } from '@/lib/api/presenters/golden-marks'
import { getChecks } from '@/lib/golden/use-cases/read-evidence'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getChecks, async ({ ctx, params }) => {
  const { results, items, marks, mayAdd, mayNominate } = await getChecks(ctx, params)
  const now = ctx.clock.now()
  return {
    items: results.map(presentCheck),
    evidence: items.map((one) => presentEvidence(one, now)),
    marks: marks.map(presentMark),
    can: { addEvidence: presentAllowed(mayAdd), nominate: presentAllowed(mayNominate) },
  }
})
