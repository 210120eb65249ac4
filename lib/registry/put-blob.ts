import 'server-only'
import { Readable } from 'node:stream'
import { UpstreamError } from '@/lib/core/errors'
import type { Digest } from '@/lib/oci/digest'
import type { RepositoryName } from '@/lib/oci/name'
import { failureOf } from './answer'
import { streamBlob } from './blobs'
import { repositoryPath, repositoryScope } from './path'
import type { RegistrySession } from './transport/session'
import type { BlobCopy, CallOptions } from './types'
import { finishUpload, openUpload } from './uploads'
import { digestOf } from './verify'

/** The slowest a blob may be copied, in bytes a second, beyond the usual deadline. */
const COPY_BYTES_PER_SECOND_MIN = 256 * 1024
const COPY_TIMEOUT_MS = 20_000

/** Whether a repository holds a blob. Only the registry's own “no” is a no. */
export async function hasBlob(
  session: RegistrySession,
  { repository, digest }: { readonly repository: RepositoryName; readonly digest: Digest },
  options: CallOptions = {},
): Promise<boolean> {
  const answer = await session.send({
    method: 'HEAD',
    path: repositoryPath(repository, `blobs/${digest}`),
    scope: repositoryScope(repository, 'pull'),
    bytesMax: 0,
    ...options,
  })
  // Storage redirects stand for a blob; a HEAD has no body that could name the absence.
  if (answer.status === 200 || answer.status === 307 || answer.status === 302) return true
  if (answer.status === 404) return false
  throw failureOf(answer)
}

/** Uploads a small blob in one piece, unless it is there already. */
export async function putBlob(
  session: RegistrySession,
  { repository, bytes }: { readonly repository: RepositoryName; readonly bytes: Uint8Array },
  options: CallOptions = {},
): Promise<Digest> {
  const digest = digestOf(bytes)
  if (await hasBlob(session, { repository, digest }, options)) return digest
  const opened = await openUpload(session, { repository }, options)
  if (opened.kind === 'open') {
    await finishUpload(session, opened.upload, {
      content: { digest, body: bytes, size: bytes.length },
      options,
    })
  }
  return digest
}

/**
 * Brings a blob from one repository of the registry to another: mounted where the registry can, else streamed
 * through us and checked by the registry against its digest.
 * @throws RegistryNotFoundError when the source does not hold it
 */
export async function copyBlob(
  session: RegistrySession,
  { from, to, digest, size }: BlobCopy,
  options: CallOptions = {},
): Promise<'mounted' | 'copied'> {
  const opened = await openUpload(session, { repository: to, mount: { digest, from } }, options)
  if (opened.kind === 'mounted') return 'mounted'

  const timeoutMs = COPY_TIMEOUT_MS + (size / COPY_BYTES_PER_SECOND_MIN) * 1000
  const source = await streamBlob(session, { repository: from, digest, timeoutMs }, options)
  try {
    const body = Readable.from(bounded(source, size), { objectMode: false })
    await finishUpload(session, opened.upload, { content: { digest, body, size, timeoutMs }, options })
  } finally {
    source.destroy()
  }
  return 'copied'
}

/** A registry that sends another length than the manifest says would make us send a broken request. */
async function* bounded(source: Readable, size: number): AsyncGenerator<Uint8Array> {
  let length = 0
  for await (const chunk of source) {
    length += chunk.length
    if (length > size) break
    yield chunk
  }
  if (length !== size) {
    throw new UpstreamError(
      'upstream-digest-mismatch',
      'The registry sent another length than the manifest names.',
    )
  }
}
