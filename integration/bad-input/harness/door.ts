import { connect, createServer, type Socket } from 'node:net'

/** The only address Assay may connect to in these tests; every other loopback address has to be refused. */
export const ALLOWED_HOST = '127.0.0.77'

export interface Door {
  readonly url: string
  stop(): Promise<void>
}

/** Leads from the allowed address to a server on 127.0.0.1. */
export async function openDoor(target: string): Promise<Door> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
  }
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    keep(client)
    keep(upstream)
    client.pipe(upstream).pipe(client)
    client.once('close', () => upstream.destroy())
    upstream.once('close', () => client.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, ALLOWED_HOST, resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return {
    url: `http://${ALLOWED_HOST}:${address.port}`,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
