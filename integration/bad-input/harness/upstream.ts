import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { digestOf } from '@/lib/testing/push'
import type { StubAnswer, StubRequest } from '@/lib/testing/stub-registry'
import { ALLOWED_HOST } from './door'

/** `raw` is written to the socket as it is, instead of an answer. */
export type UpstreamAnswer = StubAnswer | { readonly raw: string }
export type UpstreamScript = (request: StubRequest, upstream: Upstream) => UpstreamAnswer | undefined

export interface Upstream {
  /** Address of the registry of one row; all of them are on one port. */
  urlOf(id: string): string
  /** Requests to the registry of one row, without its prefix. */
  requestsTo(id: string): readonly StubRequest[]
  stop(): Promise<void>
}

const IMAGE = 'application/vnd.oci.image.manifest.v1+json'

/** A STUB of many registries, one below each prefix, that answer what no installable registry would. */
export async function startUpstream(scripts: ReadonlyMap<string, UpstreamScript>): Promise<Upstream> {
  const seen = new Map<string, StubRequest[]>()
  let origin = ''
  const upstream: Omit<Upstream, 'stop'> = {
    urlOf: (id) => `${origin}/${id}`,
    requestsTo: (id) => seen.get(id) ?? [],
  }
  const server = createServer((incoming, response) => {
    const url = new URL(incoming.url ?? '/', 'http://stub')
    const [, id = ''] = url.pathname.split('/')
    const request = read(incoming, url, url.pathname.slice(id.length + 1))
    seen.set(id, [...(seen.get(id) ?? []), request])
    answer(response, scripts.get(id)?.(request, { ...upstream, stop }) ?? DEFAULTS[request.path] ?? ABSENT)
  })
  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
  }
  await new Promise<void>((resolve) => server.listen(0, ALLOWED_HOST, resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  origin = `http://${ALLOWED_HOST}:${address.port}`
  return { ...upstream, stop }
}

function read(incoming: IncomingMessage, url: URL, path: string): StubRequest {
  incoming.resume()
  return { method: incoming.method ?? 'GET', path, query: url.searchParams, headers: incoming.headers }
}

function answer(response: ServerResponse, given: UpstreamAnswer): void {
  if ('raw' in given) {
    response.socket?.end(given.raw)
    return
  }
  response.writeHead(given.status ?? 200, { 'content-type': 'application/json', ...given.headers })
  response.end(given.body ?? '')
}

/** JSON with a content type of its own. */
export function json(value: unknown, type = 'application/json'): StubAnswer {
  return {
    headers: { 'content-type': type },
    body: typeof value === 'string' ? value : JSON.stringify(value),
  }
}

export function imageWith(patch: object, config: object = CONFIG): object {
  const body = JSON.stringify(config)
  return {
    schemaVersion: 2,
    mediaType: IMAGE,
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: digestOf(body),
      size: body.length,
    },
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: digestOf('layer'), size: 5 }],
    ...patch,
  }
}

export const CONFIG = {
  os: 'linux',
  architecture: 'amd64',
  rootfs: { type: 'layers', diff_ids: [digestOf('layer')] },
  history: [{ created_by: 'RUN step' }],
}

/** A manifest under `v1` and under its digest, with the config it names. */
export function imageRoutes(document: object, config: object = CONFIG): Readonly<Record<string, StubAnswer>> {
  const body = JSON.stringify(config)
  const manifest = json(document, IMAGE)
  return {
    '/v2/app/manifests/v1': manifest,
    [`/v2/app/manifests/${digestOf(JSON.stringify(document))}`]: manifest,
    [`/v2/app/blobs/${digestOf(body)}`]: { headers: { 'content-type': 'application/octet-stream' }, body },
  }
}

/** An image no other row has: what is known by its digest is not asked for again. */
export function ownImage(id: string, patch: object = {}): Readonly<Record<string, StubAnswer>> {
  const config = { ...CONFIG, author: id }
  return imageRoutes(imageWith(patch, config), config)
}

/** What a registry with one image answers where a row says nothing else. */
const DEFAULTS: Readonly<Record<string, StubAnswer>> = {
  '/v2/': json({}),
  '/v2/_catalog': json({ repositories: ['app'] }),
  '/v2/app/tags/list': json({ name: 'app', tags: ['v1'] }),
  ...imageRoutes(imageWith({})),
}

const ABSENT: StubAnswer = { status: 404, body: JSON.stringify({ errors: [{ code: 'MANIFEST_UNKNOWN' }] }) }
