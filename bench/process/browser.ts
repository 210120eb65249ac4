import { type BrowserContext, chromium } from 'playwright'
import { z } from 'zod'
import type { BenchAssay } from './assay'

/** What a browser fetched for one page, from an empty cache, until the network was quiet. */
export interface PageLoad {
  readonly apiRequests: readonly string[]
  /** Bytes of scripts as they crossed the network. */
  readonly scriptBytes: number
  readonly scripts: number
  /** From navigation to the moment the awaited text was on the page. */
  readonly shownMs: number
}

export interface BenchBrowser {
  /** Opens a page in a new window that is signed in and has cached nothing. */
  load(path: string, awaited: string): Promise<PageLoad>
  close(): Promise<void>
}

const LAUNCH = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const csrf = z.object({ csrfToken: z.string() })
const finished = z.object({ requestId: z.string(), encodedDataLength: z.number() })

export async function startBenchBrowser(assay: BenchAssay): Promise<BenchBrowser> {
  const executablePath = process.env.BENCH_CHROMIUM
  const browser = await chromium.launch({ args: LAUNCH, ...(executablePath && { executablePath }) })
  return {
    load: async (path, awaited) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
      try {
        await signIn(context, assay)
        return await watchLoad(context, `${assay.url}${path}`, awaited)
      } finally {
        await context.close()
      }
    },
    close: () => browser.close(),
  }
}

async function signIn(context: BrowserContext, { url, admin }: BenchAssay): Promise<void> {
  const answer = await context.request.get(`${url}/api/auth/csrf`)
  const { csrfToken } = csrf.parse(await answer.json())
  const signedIn = await context.request.post(`${url}/api/auth/callback/credentials`, {
    headers: { origin: url },
    form: { csrfToken, username: admin.name, password: admin.password, json: 'true', callbackUrl: url },
  })
  if (!signedIn.ok()) throw new Error(`Signing in answered ${signedIn.status()}`)
}

async function watchLoad(context: BrowserContext, address: string, awaited: string): Promise<PageLoad> {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  const scripts = new Set<string>()
  const apiRequests: string[] = []
  let scriptBytes = 0
  session.on('Network.requestWillBeSent', ({ requestId, type, request }) => {
    if (type === 'Script') scripts.add(requestId)
    const { pathname, search } = new URL(request.url)
    if (pathname.startsWith('/api/v1/')) apiRequests.push(`${request.method} ${pathname}${search}`)
  })
  session.on('Network.loadingFinished', (event) => {
    const { requestId, encodedDataLength } = finished.parse(event)
    if (scripts.has(requestId)) scriptBytes += encodedDataLength
  })
  await session.send('Network.enable')
  const startedMs = performance.now()
  await page.goto(address, { waitUntil: 'commit' })
  await page.getByText(awaited, { exact: true }).first().waitFor()
  const shownMs = performance.now() - startedMs
  await page.waitForLoadState('networkidle')
  return { apiRequests, scriptBytes, scripts: scripts.size, shownMs }
}
