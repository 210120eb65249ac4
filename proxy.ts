import { type NextRequest, NextResponse } from 'next/server'
import { gatePage } from '@/lib/server/page-gate'

/** Headers and comfort for pages. Nothing is authorized here: every use case does that itself. */
export function proxy(request: NextRequest): Response | Promise<Response> {
  if (request.nextUrl.pathname.startsWith('/_next/image')) return new NextResponse(null, { status: 404 })
  return gatePage(request)
}

export const config = { matcher: ['/((?!api/|_next/static/).*)'] }
