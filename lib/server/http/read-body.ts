import 'server-only'
import { AppError } from '@/lib/core/errors'

const BODY_BYTES_MAX = 65_536

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
      await reader.cancel().catch(() => undefined)
      throw new AppError('body-too-large', `A body may hold ${bytesMax} bytes.`)
    }
    chunks.push(part.value)
  }
  return Buffer.concat(chunks)
}
