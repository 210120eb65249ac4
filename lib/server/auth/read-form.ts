import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { parseJson } from '../http/json'
import { readBodyText } from '../http/read-body'

const FORM_BYTES_MAX = 16_384
const FLAT = z.record(z.string(), z.unknown())

/** The fields of a form or of a flat JSON object, as strings. Bounded like any other body. */
export async function readForm(request: Request): Promise<Record<string, string>> {
  const text = await readBodyText(request, FORM_BYTES_MAX)
  if (text === '') return {}
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (type === 'application/x-www-form-urlencoded') return readUrlencoded(text)
  if (type === 'application/json') return strings(FLAT.catch({}).parse(parseJson(text)))
  throw new AppError('unsupported-media-type', 'Send a form or JSON.')
}

function readUrlencoded(text: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(text)) {
    if (Object.hasOwn(fields, name)) throw new AppError('duplicate-parameter', 'A field stands twice.')
    fields[name] = value
  }
  return strings(fields)
}

/** What is not text is left out; next-auth compares and redirects by text. */
function strings(fields: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts = Object.entries(fields).flatMap(([name, value]) => {
    if (typeof value === 'string') return [[name, value]]
    return typeof value === 'boolean' ? [[name, String(value)]] : []
  })
  return Object.fromEntries(texts)
}
