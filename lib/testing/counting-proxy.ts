import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'

export interface CountedCall {
  readonly method: string
  readonly path: string
  readonly status: number
}

export interface CountingProxy {
  readonly url: string
  /** The calls since the last time it was asked. */
  take(): readonly CountedCall[]
  close(): Promise<void>
}

export interface CountingProxyOptions {
  /** Before each request is passed on; default 0. */
  readonly delayMs?: number
  /** What the registry is asked instead of a path. */
  readonly rewrite?: (path: string, method: string) => string
}

/** Passes everything on to a registry and remembers what was asked. */
export async function countingProxy(
  target: string,
  { delayMs = 0, rewrite = (path) => path }: CountingProxyOptions = {},
): Promise<CountingProxy> {
  let calls: CountedCall[] = []
  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', url: path = '/', headers } = incoming
    const upstream = httpRequest(new URL(rewrite(path, method), target), { method, headers }, (answer) => {
      calls.push({ method, path, status: answer.statusCode ?? 0 })
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    upstream.on('error', () => outgoing.destroy())
    setTimeout(() => incoming.pipe(upstream), delayMs)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    take() {
      const taken = calls
      calls = []
      return taken
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
