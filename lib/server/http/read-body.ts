import 'server-only'
import { AppError } from '@/lib/core/errors'

const BODY_BYTES_MAX = 65_536
/** Who is cut off while sending may never read why; what says of itself that it is longer is not let in at all. */
const DRAINED_BYTES_MAX = 8 * 1024 * 1024

/** The body as text. Counts bytes as they come, whatever `Content-Length` claims, and stops at the limit. */
export async function readBodyText(request: Request, bytesMax: number = BODY_BYTES_MAX): Promise<string> {
  const bytes = await readBytes(request, bytesMax)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new AppError('invalid-json', 'The body is not UTF-8.', { cause })
  }
}

/** The body as bytes, counted the same way. @throws AppError `body-too-large` */
export async function readBytes(request: Request, bytesMax: number): Promise<Uint8Array> {
  if (request.body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength
    if (size > bytesMax) {
      await drain(reader, DRAINED_BYTES_MAX - size)
      throw new AppError('body-too-large', `A body may hold ${bytesMax} bytes.`)
    }
    chunks.push(part.value)
  }
  return Buffer.concat(chunks)
}

/** Lets a sender finish, so that it reads the answer, and keeps nothing of what comes. */
async function drain(reader: ReadableStreamDefaultReader<Uint8Array>, bytesMax: number): Promise<void> {
  let left = bytesMax
  try {
    for (let part = await reader.read(); !part.done && left > 0; part = await reader.read()) {
      left -= part.value.byteLength
    }
    await reader.cancel()
  } catch {
    // It went away by itself.
  }
}
