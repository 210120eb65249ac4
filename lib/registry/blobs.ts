import 'server-only'
import type { Readable } from 'node:stream'
import { UpstreamError } from '@/lib/core/errors'
import type { Digest } from '@/lib/oci/digest'
import type { RepositoryName } from '@/lib/oci/name'
import { failureOf } from './answer'
import { RegistryNotFoundError } from './errors'
import { repositoryPath, repositoryScope } from './path'
import type { ExchangeResponse } from './transport/exchange'
import type { RegistrySession } from './transport/session'
import type { CallOptions } from './types'
import { verifyDigest } from './verify'

const REDIRECTS_MAX = 3
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

export interface BlobRequest {
  readonly repository: RepositoryName
  readonly digest: Digest
  readonly bytesMax: number
}

/**
 * Fetches a blob and verifies it. Registries redirect blobs to their storage: at most three hops are
 * followed, without credentials, each through the egress guard, never from https to http.
 * @throws RegistryNotFoundError when the registry says there is none
 */
export async function fetchBlob(
  session: RegistrySession,
  { repository, digest, bytesMax }: BlobRequest,
  options: CallOptions = {},
): Promise<Uint8Array> {
  const path = repositoryPath(repository, `blobs/${digest}`)
  let url = session.url(path)
  let answer: ExchangeResponse = await session.send({
    path,
    scope: repositoryScope(repository, 'pull'),
    bytesMax,
    ...options,
  })
  for (let hop = 0; REDIRECTS.has(answer.status); hop += 1) {
    if (hop === REDIRECTS_MAX) throw refusedRedirect()
    url = redirectTarget(answer.header('location'), url)
    answer = await session.sendAnonymously(url, bytesMax, options.signal)
  }
  if (answer.status !== 200) throw failureOf(answer)
  verifyDigest(answer.bytes, digest)
  return answer.bytes
}

export interface BlobStreamRequest {
  readonly repository: RepositoryName
  readonly digest: Digest
  /** For the whole body. */
  readonly timeoutMs: number
}

/**
 * The bytes of a blob of any size as they come, not verified: for whoever hands them on to something that
 * does. Redirects are followed as `fetchBlob` does.
 * @throws RegistryNotFoundError when the registry says there is none
 */
export async function streamBlob(
  session: RegistrySession,
  { repository, digest, timeoutMs }: BlobStreamRequest,
  options: CallOptions = {},
): Promise<Readable> {
  const path = repositoryPath(repository, `blobs/${digest}`)
  const scope = repositoryScope(repository, 'pull')
  let url = session.url(path)
  let answer = await session.open({ path, scope, bytesMax: 0, timeoutMs, ...options })
  for (let hop = 0; REDIRECTS.has(answer.status); hop += 1) {
    answer.body.destroy()
    if (hop === REDIRECTS_MAX) throw refusedRedirect()
    url = redirectTarget(answer.header('location'), url)
    answer = await session.openAnonymously(url, timeoutMs, options.signal)
  }
  if (answer.status === 200) return answer.body
  answer.body.destroy()
  if (answer.status === 404) throw new RegistryNotFoundError()
  throw failureOf({ status: answer.status, bytes: new Uint8Array() })
}

function redirectTarget(location: string | null, from: URL): URL {
  if (location === null || location.length > 8192 || !URL.canParse(location, from)) throw refusedRedirect()
  const url = new URL(location, from)
  const isDowngrade = from.protocol === 'https:' && url.protocol !== 'https:'
  if (isDowngrade || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw refusedRedirect()
  }
  return url
}

function refusedRedirect(): UpstreamError {
  return new UpstreamError('upstream-redirect', 'The registry sent Assay somewhere it does not go.')
}
