import 'server-only'
import { Readable } from 'node:stream'
import { type Dispatcher, request } from 'undici'
import { UpstreamError } from '@/lib/core/errors'
import { USER_AGENT } from '@/lib/core/user-agent'
import { toUpstreamError } from './failure'

/** What is read of an error's body, however little was expected of the answer. */
const FAILURE_BYTES_MAX = 64 * 1024

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'

export interface ExchangeRequest {
  readonly method: Method
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | Readable | undefined
  readonly bytesMax: number
  /** Ends everything: connecting, headers, body. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

export interface ResponseHead {
  readonly status: number
  /** The header's value, several joined by a comma; null when absent. */
  header(name: string): string | null
}

export interface ExchangeResponse extends ResponseHead {
  readonly bytes: Uint8Array
}

/** An answer whose body is still on its way. Whoever takes it reads it to its end or destroys it. */
export interface OpenResponse extends ResponseHead {
  readonly body: Readable
}

/**
 * One request, one answer. Never follows a redirect, never decodes, never reads more than `bytesMax`.
 * @throws UpstreamError; the caller's own abort is thrown as it is
 */
export async function exchange(
  dispatcher: Dispatcher,
  { bytesMax, ...rest }: ExchangeRequest,
): Promise<ExchangeResponse> {
  const { status, header, body, explain, release } = await start(dispatcher, rest)
  try {
    if (status === 304) return { status, header, bytes: nothingOf(body) }
    return { status, header, bytes: await readBounded(body, status < 400 ? bytesMax : FAILURE_BYTES_MAX) }
  } catch (error) {
    throw explain(error)
  } finally {
    release()
  }
}

/**
 * The same with the body as a stream that breaks with an UpstreamError; the deadline covers it too.
 * @throws UpstreamError; the caller's own abort is thrown as it is
 */
export async function openExchange(
  dispatcher: Dispatcher,
  asked: Omit<ExchangeRequest, 'bytesMax'>,
): Promise<OpenResponse> {
  const { status, header, body, explain, release } = await start(dispatcher, asked)
  const chunks = async function* () {
    try {
      yield* body
    } catch (error) {
      throw explain(error)
    } finally {
      release()
    }
  }
  return { status, header, body: Readable.from(chunks(), { objectMode: false }) }
}

interface Started extends ResponseHead {
  readonly body: Dispatcher.ResponseData['body']
  /** What went wrong while the body was read. */
  readonly explain: (error: unknown) => unknown
  /** Called once the body is done with. */
  readonly release: () => void
}

async function start(
  dispatcher: Dispatcher,
  { method, url, headers, body: sent, timeoutMs, signal }: Omit<ExchangeRequest, 'bytesMax'>,
): Promise<Started> {
  signal?.throwIfAborted()
  const deadline = new AbortController()
  const abort = () => deadline.abort(signal?.reason)
  const timer = setTimeout(() => deadline.abort(timeoutError()), timeoutMs)
  signal?.addEventListener('abort', abort, { once: true })
  const release = () => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
  const explain = (error: unknown): unknown => {
    if (signal?.aborted) return signal.reason
    return toUpstreamError(deadline.signal.aborted ? deadline.signal.reason : error)
  }
  try {
    const answer = await request(url, {
      dispatcher,
      method,
      body: sent ?? null,
      // Left to itself the client ends the connection after every HEAD.
      reset: false,
      signal: deadline.signal,
      headers: { 'user-agent': USER_AGENT, 'accept-encoding': 'identity', ...headers },
    })
    // A body that is thrown away reports that as an error, which nobody else listens to.
    answer.body.on('error', () => undefined)
    const header = (name: string) => joined(answer.headers[name])
    refuseEncoding(answer, header)
    return { status: answer.statusCode, header, body: answer.body, explain, release }
  } catch (error) {
    release()
    throw explain(error)
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

const NOTHING = new Uint8Array(0)

/** An unchanged answer has no body (RFC 9110 15.4.5): a sweep of many tags need not wait for the end of none. */
function nothingOf(body: Dispatcher.ResponseData['body']): Uint8Array {
  body.resume()
  return NOTHING
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
