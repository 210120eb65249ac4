import 'server-only'
import { type AppError, UpstreamError } from '@/lib/core/errors'
import { parseUpstreamJson } from '@/lib/oci/json'
import { RegistryNotFoundError } from './errors'

/** What is read of an answer to find out what it says. */
export interface Answer {
  readonly status: number
  readonly bytes: Uint8Array
}

const CODE = /^[A-Z][A-Z0-9_]{1,63}$/
const ABSENT: ReadonlySet<string> = new Set([
  'NAME_UNKNOWN',
  'MANIFEST_UNKNOWN',
  'BLOB_UNKNOWN',
  'NOT_FOUND',
  'PROJECT_UNKNOWN',
])

/** The first error code of an answer in the distribution-spec's format; null for anything else. */
export function errorCodeOf(answer: Answer): string | null {
  const [first] = listOf(tryJson(answer.bytes), 'errors')
  const code = property(first, 'code')
  return typeof code === 'string' && CODE.test(code) ? code : null
}

/** What a status other than the hoped-for one means. */
export function failureOf(answer: Answer): AppError {
  const { status } = answer
  if (status === 404 && ABSENT.has(errorCodeOf(answer) ?? '')) return new RegistryNotFoundError()
  if (status >= 300 && status < 400) {
    return new UpstreamError('upstream-redirect', 'The registry sent Assay somewhere else.')
  }
  if (status === 403)
    return new UpstreamError('upstream-denied', 'The registry does not allow this account to do that.')
  return new UpstreamError('upstream-error', `The registry answered with status ${status}.`, {
    facts: { status },
  })
}

function tryJson(bytes: Uint8Array): unknown {
  try {
    return parseUpstreamJson(bytes)
  } catch {
    return null
  }
}

function listOf(value: unknown, name: string): readonly unknown[] {
  const list = property(value, name)
  return Array.isArray(list) ? list : []
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return Object.getOwnPropertyDescriptor(value, name)?.value
}
