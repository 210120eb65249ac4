import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'

export interface Outgoing {
  readonly method: string
  /** As it goes on the wire. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | undefined
  readonly from?: string | undefined
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

const DEADLINE_MS = 30_000

/** Sends one request exactly as written: nothing is normalised, followed or repeated. */
export function send(origin: string, outgoing: Outgoing): Promise<Answer> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const message = request(
      {
        hostname,
        port,
        method: outgoing.method,
        path: outgoing.path,
        headers: { ...lengthOf(outgoing), ...outgoing.headers },
        agent: false,
        signal: AbortSignal.timeout(DEADLINE_MS),
        ...(outgoing.from !== undefined && { localAddress: outgoing.from }),
      },
      (incoming) => read(incoming).then(resolve, reject),
    )
    message.once('error', reject)
    message.end(outgoing.body)
  })
}

/** Said by itself for most methods, but not for DELETE, whose body would then be read as the next request. */
function lengthOf({ method, body }: Outgoing): Record<string, string> {
  return method === 'DELETE' && body !== undefined
    ? { 'content-length': String(Buffer.byteLength(body)) }
    : {}
}

async function read(incoming: IncomingMessage): Promise<Answer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  return {
    status: incoming.statusCode ?? 0,
    headers: incoming.headers,
    text: Buffer.concat(chunks).toString('utf8'),
  }
}
