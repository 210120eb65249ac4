import { contracts } from '@/lib/api/contracts'
import { restoreMany } from '@/lib/cleanup/use-cases/restore-many'
import { route } from '@/lib/server/route'

export const POST = route(contracts.restoreMany, ({ ctx, body }) => restoreMany(ctx, body))
