import type { Instrumentation } from 'next'

/** Runs once when the server starts, never during a build. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { boot } = await import('@/lib/server/boot')
  await boot()
}

/** What fails while a page is rendered, under the digest the reader is shown. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { logPageFailure } = await import('@/lib/server/page-failure')
  logPageFailure(error, { method: request.method, route: context.routePath })
}
