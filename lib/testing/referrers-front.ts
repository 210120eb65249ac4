import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { MEDIA_TYPE } from '@/lib/oci/media-type'
import { digestOf } from './push'

const manifestShape = z.object({
  mediaType: z.string(),
  artifactType: z.string().optional(),
  subject: z.object({ digest: z.string() }).optional(),
})

const MANIFEST = /^\/v2\/.+\/manifests\/[^/]+$/
const REFERRERS = /^\/v2\/.+\/referrers\/(sha256:[0-9a-f]{64})$/

/**
 * Gives a registry the referrers API (OCI distribution-spec 1.1), which distribution does not have: what is pushed
 * through it with a subject is listed by it and needs no tag. Everything else is the registry's.
 */
export async function referrersFront(
  target: string,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const referrers = new Map<string, object[]>()
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { method = 'GET', url: path = '/', headers } = incoming
    const [, subject] = REFERRERS.exec(path) ?? []
    if (subject !== undefined) {
      const index = {
        schemaVersion: 2,
        mediaType: MEDIA_TYPE.ociIndex,
        manifests: referrers.get(subject) ?? [],
      }
      outgoing.writeHead(200, { 'content-type': MEDIA_TYPE.ociIndex }).end(JSON.stringify(index))
      return
    }
    const body = await buffer(incoming)
    const upstream = httpRequest(new URL(path, target), { method, headers })
    upstream.end(body)
    const reply = await new Promise<IncomingMessage>((resolve, reject) => {
      upstream.once('response', resolve)
      upstream.once('error', reject)
    })
    if (method === 'PUT' && MANIFEST.test(path) && reply.statusCode === 201) note(referrers, body)
    outgoing.writeHead(reply.statusCode ?? 502, reply.headers)
    reply.pipe(outgoing)
  }
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The front has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function note(referrers: Map<string, object[]>, body: Buffer): void {
  const { mediaType, artifactType, subject } = manifestShape.parse(JSON.parse(body.toString()))
  if (subject === undefined) return
  const described = { mediaType, digest: digestOf(body), size: body.length, artifactType }
  referrers.set(subject.digest, [...(referrers.get(subject.digest) ?? []), described])
}
