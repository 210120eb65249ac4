import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import type { Proof } from '@/lib/docker-token/authenticate'
import { readBodyText } from '../http/read-body'

/** What a client asks for, before anything is known of it. */
export interface RawWish {
  readonly proof: Proof
  readonly service: string
  readonly scopes: readonly string[]
}

const QUERY_LENGTH_MAX = 16_384
const NAME_LENGTH_MAX = 200
const PASSWORD_LENGTH_MAX = 4096
/** Everything else, such as `account` and `client_id`, is a client's own word for itself and changes nothing. */
const ONCE = ['service', 'grant_type', 'username', 'password', 'refresh_token'] as const

const proofText = (lengthMax: number) =>
  z
    .string()
    .min(1)
    .max(lengthMax)
    .refine((text) => !text.includes('\0'))
const PASSWORD = z.object({ name: proofText(NAME_LENGTH_MAX), password: proofText(PASSWORD_LENGTH_MAX) })
const REFRESH = proofText(PASSWORD_LENGTH_MAX)

/** The `GET` of the token specification: who asks stands in `Authorization: Basic`, or nowhere. */
export function readGet(request: Request): RawWish {
  const { search, searchParams } = new URL(request.url)
  if (search.length > QUERY_LENGTH_MAX) throw invalid('The query is too long.')
  return { proof: readBasic(request.headers.get('authorization')), ...readQuestion(searchParams) }
}

/** The `POST` of the token specification: an OAuth 2.0 form with a password or a refresh token. */
export async function readPost(request: Request): Promise<RawWish> {
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') {
    throw new AppError('unsupported-media-type', 'Send the body as application/x-www-form-urlencoded.')
  }
  const form = new URLSearchParams(await readBodyText(request))
  const question = readQuestion(form)
  return { proof: readGrant(form), ...question }
}

function readGrant(form: URLSearchParams): Proof {
  const grant = form.get('grant_type')
  if (grant === 'refresh_token') {
    const token = REFRESH.safeParse(form.get('refresh_token'))
    if (!token.success) throw invalid('There is no refresh_token.')
    return { kind: 'refresh-token', token: token.data }
  }
  if (grant !== 'password') throw invalid('The grant_type is password or refresh_token.')
  return passwordProof(form.get('username'), form.get('password'))
}

function readQuestion(parameters: URLSearchParams): Pick<RawWish, 'service' | 'scopes'> {
  const doubled = ONCE.find((name) => parameters.getAll(name).length > 1)
  if (doubled !== undefined) throw invalid(`The parameter ${doubled} stands twice.`)
  const service = parameters.get('service')
  if (service === null || service === '') throw invalid('There is no service.')
  if (service.includes('\0')) throw invalid('NUL is not allowed.')
  return { service, scopes: parameters.getAll('scope') }
}

/** @throws AppError `invalid-credentials` for what is sent and cannot be read: it is never nobody */
function readBasic(authorization: string | null): Proof {
  if (authorization === null) return { kind: 'none' }
  const [, encoded = ''] = /^basic ([A-Za-z0-9+/]+={0,2})$/i.exec(authorization) ?? []
  const text = decodeUtf8(Buffer.from(encoded, 'base64'))
  const colon = text?.indexOf(':') ?? -1
  if (text === undefined || colon < 0) throw unreadable()
  return passwordProof(text.slice(0, colon), text.slice(colon + 1))
}

function passwordProof(name: string | null, password: string | null): Proof {
  const read = PASSWORD.safeParse({ name, password })
  if (!read.success) throw unreadable()
  return { kind: 'password', ...read.data }
}

function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function unreadable(): AppError {
  return new AppError('invalid-credentials', 'The user name and password cannot be read.')
}

function invalid(detail: string): AppError {
  return new AppError('invalid-request', detail)
}
