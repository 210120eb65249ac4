import { Agent, request } from 'undici'
import type { Content, Manifest } from './corpus/content'

export interface BasicAuth {
  readonly username: string
  readonly password: string
}

/** The few calls of the distribution API that put an image there. */
export interface RegistryWriter {
  uploadBlob(repository: string, content: Content): Promise<void>
  /** Takes the blob over from a repository that has it, and uploads it where the registry will not. */
  mountBlob(repository: string, content: Content, from: string): Promise<void>
  putManifest(repository: string, manifest: Manifest, reference: string): Promise<void>
  /** Leaves it where the registry does not allow deleting. */
  deleteManifest(repository: string, digest: string): Promise<void>
  close(): Promise<void>
}

export interface RegistryWriterOptions {
  readonly url: string
  readonly connections: number
  readonly auth?: BasicAuth | undefined
}

interface Call {
  readonly method: 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly body?: Buffer
  readonly contentType?: string
  readonly accept: readonly number[]
}

interface Answer {
  readonly status: number
  readonly location: string
}

const TIMEOUT_MS = 30_000

export function openRegistryWriter(options: RegistryWriterOptions): RegistryWriter {
  const dispatcher = new Agent({ connections: options.connections, pipelining: 1 })
  const call = (one: Call) => send({ ...options, dispatcher }, one)

  const finishUpload = async (location: string, content: Content) => {
    const target = new URL(location, options.url)
    target.searchParams.set('digest', content.digest)
    await call({
      method: 'PUT',
      path: target.href,
      body: content.bytes,
      contentType: 'application/octet-stream',
      accept: [201],
    })
  }

  return {
    uploadBlob: async (repository, content) => {
      const { location } = await call({
        method: 'POST',
        path: `/v2/${repository}/blobs/uploads/`,
        accept: [202],
      })
      await finishUpload(location, content)
    },
    mountBlob: async (repository, content, from) => {
      const query = new URLSearchParams({ mount: content.digest, from })
      const answer = await call({
        method: 'POST',
        path: `/v2/${repository}/blobs/uploads/?${query}`,
        accept: [201, 202],
      })
      if (answer.status === 202) await finishUpload(answer.location, content)
    },
    putManifest: async (repository, manifest, reference) => {
      await call({
        method: 'PUT',
        path: `/v2/${repository}/manifests/${reference}`,
        body: manifest.bytes,
        contentType: manifest.mediaType,
        accept: [201],
      })
    },
    deleteManifest: async (repository, digest) => {
      await call({ method: 'DELETE', path: `/v2/${repository}/manifests/${digest}`, accept: [202, 404, 405] })
    },
    close: () => dispatcher.close(),
  }
}

async function send(options: RegistryWriterOptions & { dispatcher: Agent }, call: Call): Promise<Answer> {
  const answer = await request(new URL(call.path, options.url), {
    dispatcher: options.dispatcher,
    method: call.method,
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
    headers: {
      'user-agent': 'assay-demo',
      ...(call.contentType && { 'content-type': call.contentType }),
      ...(options.auth && { authorization: basic(options.auth) }),
    },
    ...(call.body && { body: call.body }),
  })
  const text = await answer.body.text()
  if (!call.accept.includes(answer.statusCode)) {
    throw new Error(`${call.method} ${call.path} answered ${answer.statusCode}: ${text.slice(0, 300)}`)
  }
  const location = answer.headers.location
  return { status: answer.statusCode, location: typeof location === 'string' ? location : '' }
}

function basic({ username, password }: BasicAuth): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}
