import 'server-only'
import { isIP } from 'node:net'
import {
  Client,
  InappropriateAuthError,
  InsufficientAccessError,
  InvalidCredentialsError,
  ResultCodeError,
  SizeLimitExceededError,
} from 'ldapts'
import { AppError } from '@/lib/core/errors'
import type { LdapSettings } from './settings'

const CONNECT_TIMEOUT_MS = 3_000
const ANSWER_TIMEOUT_MS = 5_000
/** For everything one sign-in or test asks of the directory. */
const ALTOGETHER_MS = 12_000

/** A directory that could not be asked, as one of our codes with a sentence for who looks after it. */
export class LdapError extends AppError {}

/**
 * Opens a connection of its own, hands it to the work and closes it, whatever happens. Encrypted and verified before
 * the first secret where the settings say so; referrals are never followed.
 * @throws LdapError `provider-unreachable` or `provider-invalid`
 */
export async function withDirectory<T>(
  settings: LdapSettings,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = openClient(settings)
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow()), ALTOGETHER_MS)
  })
  try {
    const asked = encrypted(client, settings).then(() => work(client))
    return await Promise.race([asked, deadline])
  } catch (error) {
    throw toLdapError(error)
  } finally {
    clearTimeout(timer)
    // Nobody waits for the goodbye, and a broken connection cannot be closed politely.
    client.unbind().catch(() => undefined)
  }
}

/**
 * Binds. Refuses to where the connection was lost meanwhile: the library would open another, and after STARTTLS that
 * one would carry the password in the clear.
 */
export async function bind(client: Client, settings: LdapSettings, account: Account): Promise<void> {
  if (settings.startTls && !client.isConnected) throw lost()
  await client.bind(account.dn, account.password)
}

interface Account {
  readonly dn: string
  readonly password: string
}

/** Binds as the account that searches, or as nobody. @throws LdapError `provider-invalid` when it is refused */
export async function bindToSearch(client: Client, settings: LdapSettings): Promise<void> {
  if (settings.bindDn === null || settings.bindPassword === null) return
  try {
    await bind(client, settings, { dn: settings.bindDn, password: settings.bindPassword.reveal() })
  } catch (error) {
    if (!isRefusedBind(error)) throw error
    throw new LdapError(
      'provider-invalid',
      'The directory refuses the name or password Assay searches with.',
      {
        cause: error,
      },
    )
  }
}

/** Whether the directory said that a name and password do not belong together. */
export function isRefusedBind(error: unknown): boolean {
  return (
    error instanceof InvalidCredentialsError ||
    error instanceof InappropriateAuthError ||
    error instanceof InsufficientAccessError
  )
}

/** Whether there was more than was asked for. */
export function isTooMany(error: unknown): boolean {
  return error instanceof SizeLimitExceededError
}

function openClient({ url, startTls, ca }: LdapSettings): Client {
  const isTls = url.startsWith('ldaps:')
  return new Client({
    url,
    timeout: ANSWER_TIMEOUT_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    ...(isTls && !startTls && { tlsOptions: tlsOptions(ca) }),
  })
}

async function encrypted(client: Client, { startTls, ca, url }: LdapSettings): Promise<void> {
  if (!startTls) return
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '')
  await client.startTLS({ ...tlsOptions(ca), host, ...(isIP(host) === 0 && { servername: host }) })
}

function tlsOptions(ca: string | null) {
  return { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(ca !== null && { ca }) } as const
}

const TLS_CODE = /^(?:CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_|ERR_SSL_|EPROTO$|HOSTNAME_MISMATCH$)/

function toLdapError(error: unknown): unknown {
  if (error instanceof AppError) return error
  if (error instanceof ResultCodeError) {
    return new LdapError('provider-invalid', `The directory answered with error ${error.code}.`, {
      cause: error,
    })
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (TLS_CODE.test(code)) {
    return new LdapError('provider-invalid', 'The certificate of the directory could not be verified.', {
      cause: error,
    })
  }
  return new LdapError('provider-unreachable', 'The directory could not be reached.', { cause: error })
}

function lost(): LdapError {
  return new LdapError('provider-unreachable', 'The directory closed the connection.')
}

function tooSlow(): LdapError {
  return new LdapError('provider-unreachable', 'The directory did not answer in time.')
}
