import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { GET as ready } from '@/app/api/health/ready/route'
import { GET as changes } from '@/app/api/v1/changes/route'
import { createToken } from '@/lib/access/use-cases/create-token'
import { createUser } from '@/lib/access/use-cases/create-user'
import { boot } from '@/lib/server/boot'
import { systemContext } from '@/lib/server/context'
import { runtime } from '@/lib/server/runtime'

// A process that starts and stops as the server does, with a plain HTTP server in the place of Next's: on a signal
// that closes, finishes what is in flight and ends the process. Says where it listens and a token to come in with.
const server = createServer(async (request, response) => {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value))
  const leaving = new AbortController()
  response.once('close', () => leaving.abort())
  const incoming = new Request(`http://127.0.0.1${request.url}`, { headers, signal: leaving.signal })
  const answer = await answerOf(incoming)
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  if (answer.body === null) response.end()
  else
    Readable.from(answer.body)
      .on('error', () => response.destroy())
      .pipe(response)
})

async function answerOf(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname === '/ready') return ready()
  if (pathname === '/changes') return changes(request)
  await sleep(1_500)
  return new Response('in time')
}

process.on('SIGTERM', () => {
  server.close(() => process.exit(143))
  server.closeIdleConnections()
})
await boot()
const ctx = systemContext(runtime())
const { id } = await createUser(ctx, { name: 'root', role: 'admin', password: 'a-password-for-tests' })
const { text } = await createToken(ctx, { name: 'ci', role: 'admin', expiresInDays: 1, ownerId: id })
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  process.stdout.write(`listening ${port} ${text}\n`)
})
