import { openApiDocument } from '@/lib/api/document'

/** The description of the API, open to anybody: it says what can be asked, not what there is. */
export function GET(): Response {
  return Response.json(openApiDocument(), { headers: { 'cache-control': 'no-store' } })
}
