import 'server-only'
import type { Readable } from 'node:stream'
import { UpstreamError } from '@/lib/core/errors'
import type { Digest } from '@/lib/oci/digest'
import type { RepositoryName } from '@/lib/oci/name'
import { failureOf } from './answer'
import { repositoryPath, repositoryScope } from './path'
import type { RegistrySession } from './transport/session'
import type { CallOptions } from './types'

const ANSWER_BYTES_MAX = 1024 * 1024

/** Where the bytes of a blob go, as the registry said; only ever below its own uploads of that repository. */
export interface Upload {
  readonly repository: RepositoryName
  readonly path: string
  readonly query: Readonly<Record<string, string>>
}

export type OpenedUpload = { readonly kind: 'mounted' } | { readonly kind: 'open'; readonly upload: Upload }

export interface UploadRequest {
  readonly repository: RepositoryName
  /** Asks to take the blob from another repository instead; a registry may open an upload all the same. */
  readonly mount?: { readonly digest: Digest; readonly from: RepositoryName } | undefined
}

/** Starts an upload, or mounts a blob from another repository of the same registry (distribution-spec, pushing blobs). */
export async function openUpload(
  session: RegistrySession,
  { repository, mount }: UploadRequest,
  options: CallOptions = {},
): Promise<OpenedUpload> {
  const path = `${repositoryPath(repository, 'blobs/uploads')}/`
  const scopes = [repositoryScope(repository, 'pull,push')]
  if (mount !== undefined && mount.from !== repository) scopes.push(repositoryScope(mount.from, 'pull'))
  const answer = await session.send({
    method: 'POST',
    path,
    scope: scopes.join(' '),
    bytesMax: ANSWER_BYTES_MAX,
    // An upload that is left alone is forgotten by the registry.
    isRepeatable: true,
    ...(mount === undefined ? {} : { query: { mount: mount.digest, from: mount.from } }),
    ...options,
  })
  if (answer.status === 201 && mount !== undefined) return { kind: 'mounted' }
  if (answer.status !== 202) throw failureOf(answer)
  const upload = uploadAt(session, { repository, path, location: answer.header('location') })
  if (upload === null) {
    throw new UpstreamError(
      'upstream-redirect',
      'The registry names an upload that is not below its repository.',
    )
  }
  return { kind: 'open', upload }
}

export interface UploadContent {
  readonly digest: Digest
  readonly body: Uint8Array | Readable
  /** Bytes of the body. */
  readonly size: number
  /** Default 20 s. */
  readonly timeoutMs?: number | undefined
}

/** Sends a blob whole; the registry checks it against the digest. */
export async function finishUpload(
  session: RegistrySession,
  upload: Upload,
  { content, options = {} }: { readonly content: UploadContent; readonly options?: CallOptions },
): Promise<void> {
  const answer = await session.send({
    method: 'PUT',
    path: upload.path,
    query: { ...upload.query, digest: content.digest },
    scope: repositoryScope(upload.repository, 'pull,push'),
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(content.size) },
    body: content.body,
    bytesMax: ANSWER_BYTES_MAX,
    timeoutMs: content.timeoutMs,
    ...options,
  })
  if (answer.status !== 201) throw failureOf(answer)
}

/** Gives an upload up. What the registry answers does not matter: it forgets uploads by itself. */
export async function cancelUpload(
  session: RegistrySession,
  upload: Upload,
  options: CallOptions = {},
): Promise<void> {
  await session.send({
    method: 'DELETE',
    path: upload.path,
    query: upload.query,
    scope: repositoryScope(upload.repository, 'pull,push'),
    bytesMax: ANSWER_BYTES_MAX,
    ...options,
  })
}

interface NamedUpload {
  readonly repository: RepositoryName
  /** Of the uploads of the repository. */
  readonly path: string
  readonly location: string | null
}

/** The location is the registry's word: of it only what is below its own uploads counts, on the origin we know. */
function uploadAt(session: RegistrySession, { repository, path, location }: NamedUpload): Upload | null {
  const uploads = session.url(path)
  if (location === null || location.length > 8192 || !URL.canParse(location, uploads)) return null
  const target = new URL(location, uploads)
  if (!target.pathname.startsWith(uploads.pathname) || target.pathname === uploads.pathname) return null
  return {
    repository,
    path: `${path}${target.pathname.slice(uploads.pathname.length)}`,
    query: Object.fromEntries(target.searchParams),
  }
}
