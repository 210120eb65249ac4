import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { hooksRoute } from '@/lib/server/hooks-route'

export interface HookServer {
  readonly port: number
  /** Where a registry of a name sends its events. */
  urlOf(registry: string): string
  close(): Promise<void>
}

/** Takes notifications over HTTP for the runtime of a test, as the server does. */
export async function startHookServer(port = 0): Promise<HookServer> {
  const server = createServer((incoming, outgoing) => {
    void answer(incoming).then(
      ({ status }) => outgoing.writeHead(status).end(),
      () => outgoing.destroy(),
    )
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  const { port: given } = address
  return {
    port: given,
    urlOf: (registry) => `http://127.0.0.1:${given}/api/hooks/${registry}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function answer(incoming: IncomingMessage): Promise<Response> {
  const { method = 'GET', url = '/', headers } = incoming
  const body = await buffer(incoming)
  const { authorization = '', 'content-type': type = '' } = headers
  const request = new Request(new URL(url, 'http://127.0.0.1'), {
    method,
    headers: { authorization, 'content-type': type },
    body: new Uint8Array(body),
  })
  return hooksRoute(request)
}
