import { contracts } from '@/lib/api/contracts'
import { getEvidencePayload } from '@/lib/golden/use-cases/read-evidence'
import { download, wholeText } from '@/lib/server/download'
import { route } from '@/lib/server/route'

export const GET = route(contracts.getEvidencePayload, async ({ ctx, params }) => {
  const { evidence, text } = await getEvidencePayload(ctx, params)
  return download(`evidence-${evidence.type.toLowerCase()}-${evidence.id}`, {
    mediaType: evidence.mediaType,
    extension: evidence.mediaType === 'application/xml' ? 'xml' : 'json',
    text: wholeText(text),
  })
})
