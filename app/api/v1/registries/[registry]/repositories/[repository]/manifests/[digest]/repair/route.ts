import { contracts } from '@/lib/api/contracts'
import { repairContent } from '@/lib/cleanup/use-cases/repair-content'
import { route } from '@/lib/server/route'

export const POST = route(contracts.repairManifest, async ({ ctx, params }) => {
  const { restored, missing } = await repairContent(ctx, params)
  return { restored: [...restored], stillMissing: missing.length }
})
