import 'server-only'
import { type Dispatcher, request } from 'undici'
import { UpstreamError } from '@/lib/core/errors'
import { USER_AGENT } from '@/lib/core/user-agent'
import { toUpstreamError } from './failure'

/** What is read of an error's body, however little was expected of the answer. */
const FAILURE_BYTES_MAX = 64 * 1024

export interface ExchangeRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  readonly bytesMax: number
  /** Ends everything: connecting, headers, body. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

export interface ExchangeResponse {
  readonly status: number
  /** The header's value, several joined by a comma; null when absent. */
  header(name: string): string | null
  readonly bytes: Uint8Array
}

/**
 * One request, one answer. Never follows a redirect, never decodes, never reads more than `bytesMax`.
 * @throws UpstreamError; the caller's own abort is thrown as it is
 */
export async function exchange(
  dispatcher: Dispatcher,
  { method, url, headers, bytesMax, timeoutMs, signal }: ExchangeRequest,
): Promise<ExchangeResponse> {
  signal?.throwIfAborted()
  const deadline = new AbortController()
  const abort = () => deadline.abort(signal?.reason)
  const timer = setTimeout(() => deadline.abort(timeoutError()), timeoutMs)
  signal?.addEventListener('abort', abort, { once: true })
  try {
    const answer = await request(url, {
      dispatcher,
      method,
      signal: deadline.signal,
      headers: { 'user-agent': USER_AGENT, 'accept-encoding': 'identity', ...headers },
    })
    // A body that is thrown away reports that as an error, which nobody else listens to.
    answer.body.on('error', () => undefined)
    const header = (name: string) => joined(answer.headers[name])
    refuseEncoding(answer, header)
    const limit = answer.statusCode < 400 ? bytesMax : FAILURE_BYTES_MAX
    return { status: answer.statusCode, header, bytes: await readBounded(answer.body, limit) }
  } catch (error) {
    signal?.throwIfAborted()
    throw toUpstreamError(deadline.signal.aborted ? deadline.signal.reason : error)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}

function timeoutError(): UpstreamError {
  return new UpstreamError('upstream-timeout', 'The registry did not answer in time.')
}

function joined(value: string | string[] | undefined): string | null {
  if (value === undefined) return null
  return typeof value === 'string' ? value : value.join(', ')
}

/** We asked for none; unpacking would let a few bytes become very many. */
function refuseEncoding(answer: Dispatcher.ResponseData, header: (name: string) => string | null): void {
  const encoding = header('content-encoding') ?? 'identity'
  const transfer = header('transfer-encoding') ?? 'chunked'
  if (encoding.toLowerCase() === 'identity' && transfer.toLowerCase() === 'chunked') return
  answer.body.destroy()
  throw new UpstreamError('upstream-encoding', 'The registry compressed an answer without being asked to.')
}

async function readBounded(body: Dispatcher.ResponseData['body'], bytesMax: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > bytesMax) {
      throw new UpstreamError('upstream-too-large', 'The registry sent more than Assay reads.')
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, length)
}
