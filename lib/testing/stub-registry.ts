import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'

/** What the stub answers to one request. */
export interface StubAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** An answer of JSON. */
export const jsonAnswer = (value: unknown, headers: Record<string, string> = {}): StubAnswer => ({
  body: JSON.stringify(value),
  headers,
})

export interface StubRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
}

/** Undefined is answered with a plain 404, as distribution answers an unknown route. */
export type StubScript = (request: StubRequest) => StubAnswer | undefined

export interface StubRegistry {
  readonly url: string
  /** Every request it got, oldest first. */
  readonly requests: readonly StubRequest[]
  /** Replaces what it answers. */
  answer(script: StubScript): void
  stop(): Promise<void>
}

export interface StubOptions {
  /** Speaks https with this certificate. */
  readonly tls?: { readonly key: string; readonly cert: string }
}

/** `GET /v2/` as every registry answers it. */
export const stubRoot: StubScript = ({ path }) =>
  path === '/v2/' ? { headers: { 'docker-distribution-api-version': 'registry/2.0' }, body: '{}' } : undefined

/**
 * A STUB, not a registry: answers by script what no installable registry would, such as lies, loops and the
 * referrers API. Everything a real registry does is tested against the real one.
 */
export async function startStubRegistry(
  script: StubScript = stubRoot,
  { tls }: StubOptions = {},
): Promise<StubRegistry> {
  let current = script
  const requests: StubRequest[] = []
  const listener = (incoming: IncomingMessage, response: ServerResponse) => {
    const url = new URL(incoming.url ?? '/', 'http://stub')
    const request: StubRequest = {
      method: incoming.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
    }
    requests.push(request)
    incoming.resume()
    const answer = current(request) ?? { status: 404, body: '404 page not found\n' }
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers })
    response.end(answer.body ?? '')
  }
  const server: Server = tls ? createTlsServer(tls, listener) : createServer(listener)
  const port = await listen(server)
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    requests,
    answer: (next) => {
      current = next
    },
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return address.port
}
