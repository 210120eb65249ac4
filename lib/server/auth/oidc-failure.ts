import 'server-only'
import { AppError } from '@/lib/core/errors'

const NETWORK = /^(?:E[A-Z]+|CERT_.*|UNABLE_TO_.*|SELF_SIGNED_.*|DEPTH_ZERO_.*|ERR_TLS_.*)$/
const STALE = /state|nonce|code_verifier|iss mismatch|cookie|code missing/i

/** Why an exchange with a provider failed. What the library says stays in `cause`: it quotes what it was sent. */
export function explainProviderFailure(error: unknown): AppError {
  if (error instanceof AppError) return error
  const { name, message, code, grantError } = factsOf(error)
  if (NETWORK.test(code) || /timed out/.test(message)) {
    return new AppError('provider-unreachable', 'The sign-in provider could not be reached.', {
      cause: error,
    })
  }
  // A code that was used before, or too late.
  if (name === 'OPError' && grantError === 'invalid_grant') return staleSignIn(error)
  if (name !== 'OPError' && STALE.test(message)) return staleSignIn(error)
  return new AppError('provider-invalid', 'The sign-in provider answered in a way that cannot be trusted.', {
    cause: error,
  })
}

/** The answer does not belong to a sign-in that was begun in this browser, or comes too late. */
export function staleSignIn(cause?: unknown): AppError {
  return new AppError('sign-in-stale', 'This sign-in was begun elsewhere, or too long ago.', { cause })
}

/** What a provider says in the address instead of a code: RFC 6749, 4.1.2.1. */
export function refusedByProvider(error: string): AppError {
  if (error === 'access_denied' || error === 'login_required' || error === 'consent_required') {
    return new AppError('provider-denied', 'The sign-in provider did not let you in.')
  }
  if (error === 'temporarily_unavailable' || error === 'server_error') {
    return new AppError('provider-unreachable', 'The sign-in provider says that it is not available.')
  }
  return new AppError('provider-invalid', 'The sign-in provider refused what Assay asked for.')
}

function factsOf(error: unknown) {
  const text = (key: string) => {
    const value = error instanceof Error ? Object.getOwnPropertyDescriptor(error, key)?.value : undefined
    return typeof value === 'string' ? value : ''
  }
  return {
    name: error instanceof Error ? error.name : '',
    message: error instanceof Error ? error.message : '',
    code: text('code'),
    grantError: text('error'),
  }
}
