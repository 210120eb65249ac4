import { isReady } from '@/lib/server/readiness'

export const dynamic = 'force-dynamic'

/** Whether requests should be sent here: started, not stopping, and the database answers. */
export async function GET(): Promise<Response> {
  const ready = await isReady()
  const headers = { 'cache-control': 'no-store', ...(!ready && { 'retry-after': '5' }) }
  return Response.json({ status: ready ? 'ready' : 'not-ready' }, { status: ready ? 200 : 503, headers })
}
