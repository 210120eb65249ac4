import { createServer } from 'node:http'
import type { StubAnswer } from '@/lib/testing/stub-registry'

/** What is answered instead of the registry; undefined lets the registry answer. */
export type Lie = (path: string) => StubAnswer | undefined

export interface Liar {
  readonly url: string
  tell(lie: Lie | null): void
  stop(): Promise<void>
}

/** Stands before a real registry and answers some of the questions itself. */
export async function startLiar(target: string): Promise<Liar> {
  let lie: Lie | null = null
  const server = createServer(async (incoming, response) => {
    incoming.resume()
    const path = incoming.url ?? '/'
    const own = lie?.(path.split('?', 1)[0] ?? '')
    if (own !== undefined) {
      response.writeHead(own.status ?? 200, { 'content-type': 'application/json', ...own.headers })
      response.end(own.body ?? '')
      return
    }
    const headers = Object.entries(incoming.headers).filter(([name]) =>
      /^(?:accept|if-none-match)$/.test(name),
    )
    const method = incoming.method ?? 'GET'
    const answer = await fetch(`${target}${path}`, {
      method,
      headers: Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
    })
    const kept = [...answer.headers].filter(([name]) => /^(?:content-type|etag|link|docker-.*)$/.test(name))
    response.writeHead(answer.status, Object.fromEntries(kept))
    response.end(Buffer.from(await answer.arrayBuffer()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return {
    url: `http://127.0.0.1:${address.port}`,
    tell: (next) => {
      lie = next
    },
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
