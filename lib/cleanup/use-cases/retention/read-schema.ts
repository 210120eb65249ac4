import 'server-only'
import { z } from 'zod'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { retentionDocument } from '@/lib/core/retention-document'

/** The JSON Schema of a policy as it is written, for editors that complete and check. */
export async function readSchema(ctx: Context): Promise<AsyncIterable<string>> {
  await authorize(ctx, 'registry:list')

  return once(JSON.stringify(z.toJSONSchema(retentionDocument, { io: 'input' }), null, 2))
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}
