import { contracts } from '@/lib/api/contracts'
import { readSchema } from '@/lib/cleanup/use-cases/retention/read-schema'
import { download } from '@/lib/server/download'
import { route } from '@/lib/server/route'

export const GET = route(contracts.retentionSchema, async ({ ctx }) =>
  download('assay-retention-policy.schema', {
    mediaType: 'application/json',
    extension: 'json',
    text: await readSchema(ctx),
  }),
)
