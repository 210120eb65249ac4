import { contracts } from '@/lib/api/contracts'
import { getRawConfig } from '@/lib/catalog/use-cases/get-raw-config'
import { route } from '@/lib/server/route'

export const GET = route(contracts.rawConfig, ({ ctx, params }) => getRawConfig(ctx, params))
