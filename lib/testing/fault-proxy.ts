import { connect, createServer, type Socket } from 'node:net'

/** How the proxy breaks a connection whose request matches. */
export type Fault =
  | 'latency'
  | 'drip'
  | 'reset'
  | 'truncate'
  | 'stall'
  | 'corrupt'
  | 'hang'
  | 'refuse'
  | 'error-500'
  | 'error-502-html'
  | 'error-503'
  | 'limit-429'
  | 'limit-429-date'
  | 'limit-429-huge'
  | 'redirect'
  | 'realm'
  | 'link-loop'
  | 'html-200'

export interface FaultPlan {
  readonly fault: Fault
  /** Part of the request line; default every request. */
  readonly match?: string
  /** Requests to break; default all of them. */
  readonly times?: number
  /** Bytes of the answer let through before it breaks; default 150. */
  readonly after?: number
  /** The Retry-After of a limit; default what its name says. */
  readonly retryAfter?: string
}

export interface FaultProxy {
  readonly url: string
  /** How many requests were broken since the last `plan`. */
  readonly broken: number
  /** The most connections there were at once since the last `plan`. */
  readonly connectionsMax: number
  plan(next: FaultPlan | null): void
  stop(): Promise<void>
}

const LATENCY_MS = 300
const AFTER_BYTES = 150

/** Stands before a registry and breaks the network in front of it: one request for each connection. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let current: FaultPlan | null = null
  let broken = 0
  let connections = 0
  let connectionsMax = 0

  const server = createServer((client) => {
    keep(sockets, client)
    connections += 1
    connectionsMax = Math.max(connectionsMax, connections)
    client.once('close', () => {
      connections -= 1
    })
    client.once('data', (request) => {
      const line = request.toString('latin1').split('\r\n', 1)[0] ?? ''
      const plan = current
      const isHit = plan !== null && line.includes(plan.match ?? '') && broken < (plan.times ?? Infinity)
      if (isHit) broken += 1
      const upstream = () => {
        const socket = connect(Number(port), hostname)
        keep(sockets, socket)
        socket.write(closing(request))
        return socket
      }
      if (isHit) strike({ client, upstream, plan })
      else upstream().pipe(client)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return {
    url: `http://127.0.0.1:${address.port}`,
    get broken() {
      return broken
    },
    get connectionsMax() {
      return connectionsMax
    },
    plan: (next) => {
      current = next
      broken = 0
      connectionsMax = connections
    },
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

interface Strike {
  readonly client: Socket
  readonly upstream: () => Socket
  readonly plan: FaultPlan
}

/** Answers made up without asking the registry. */
const CANNED: Readonly<Partial<Record<Fault, Canned>>> = {
  'error-500': ['500 Internal Server Error', ['Content-Type: application/json'], '{}'],
  'error-502-html': ['502 Bad Gateway', ['Content-Type: text/html'], '<h1>502</h1>'],
  'error-503': ['503 Service Unavailable', ['Retry-After: 1'], ''],
  'limit-429': ['429 Too Many Requests', ['Retry-After: 1'], '{}'],
  'limit-429-date': ['429 Too Many Requests', ['Retry-After: Thu, 01 Jan 2099 00:00:00 GMT'], '{}'],
  'limit-429-huge': ['429 Too Many Requests', ['Retry-After: 999999999'], '{}'],
  redirect: ['307 Temporary Redirect', ['Location: http://169.254.169.254/latest/meta-data/'], ''],
  realm: ['401 Unauthorized', ['WWW-Authenticate: Bearer realm="http://127.0.0.1:9/steal",service="x"'], ''],
  'link-loop': [
    '200 OK',
    ['Content-Type: application/json', 'Link: </v2/_catalog?n=1000&last=a>; rel="next"'],
    '{"repositories":["a"],"tags":["a"]}',
  ],
  'html-200': ['200 OK', ['Content-Type: text/html'], '<!doctype html><title>Welcome</title>'],
}

type Canned = readonly [string, readonly string[], string]

function limited([status, headers, body]: Canned, { retryAfter }: FaultPlan): Canned {
  return retryAfter === undefined ? [status, headers, body] : [status, [`Retry-After: ${retryAfter}`], body]
}

function strike({ client, upstream, plan }: Strike): void {
  const canned = CANNED[plan.fault]
  if (canned !== undefined) {
    sendCanned(client, limited(canned, plan))
    return
  }
  switch (plan.fault) {
    case 'hang':
      return
    case 'refuse':
      client.resetAndDestroy()
      return
    case 'latency':
      setTimeout(() => upstream().pipe(client), LATENCY_MS)
      return
    case 'drip':
      drip(client, upstream())
      return
    case 'corrupt':
      corrupt(client, upstream())
      return
    default:
      cutAfter({ client, upstream, plan })
  }
}

function sendCanned(client: Socket, [status, headers, body]: Canned): void {
  const head = [`HTTP/1.1 ${status}`, ...headers, `Content-Length: ${body.length}`, 'Connection: close']
  client.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

/** Lets some bytes through, then resets, closes or falls silent. */
function cutAfter({ client, upstream, plan }: Strike): void {
  let left = plan.after ?? AFTER_BYTES
  const source = upstream()
  source.on('data', (chunk) => {
    if (left <= 0) return
    client.write(chunk.subarray(0, left))
    left -= chunk.length
    if (left > 0) return
    if (plan.fault === 'reset') setTimeout(() => client.resetAndDestroy(), 20)
    if (plan.fault === 'truncate') client.end()
  })
}

/** One byte at a time, for ever slower than any deadline. */
function drip(client: Socket, source: Socket): void {
  const chunks: Buffer[] = []
  source.on('data', (chunk) => chunks.push(Buffer.from(chunk)))
  source.on('end', () => {
    const all = Buffer.concat(chunks)
    let at = 0
    const timer = setInterval(() => {
      if (client.destroyed || at >= all.length) return clearInterval(timer)
      client.write(all.subarray(at, at + 1))
      at += 1
    }, 400)
  })
}

/** Changes one byte of the body, the last one. */
function corrupt(client: Socket, source: Socket): void {
  const chunks: Buffer[] = []
  source.on('data', (chunk) => chunks.push(Buffer.from(chunk)))
  source.on('end', () => {
    const all = Buffer.concat(chunks)
    const last = all.length - 1
    all[last] = (all[last] ?? 0) ^ 1
    client.end(all)
  })
}

/** Asks the registry to close after its answer, so that each connection carries one request. */
function closing(request: Buffer | string): string {
  return request
    .toString('latin1')
    .replace(/\r\nconnection: [^\r\n]*/i, '')
    .replace('\r\n', '\r\nConnection: close\r\n')
}

function keep(sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket)
  socket.on('error', () => undefined)
  socket.once('close', () => sockets.delete(socket))
}
