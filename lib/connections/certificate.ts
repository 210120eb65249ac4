import 'server-only'
import { X509Certificate } from 'node:crypto'
import { InvalidInputError, type ProblemCode } from '@/lib/core/errors'

const CERTIFICATES_MAX = 20
const BLOCK = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g

/**
 * Reads additional certificate authorities: one or more PEM certificates that are valid now, and nothing
 * besides them. A private key pasted by mistake is refused and goes nowhere.
 * @throws InvalidInputError `invalid-certificate`, `private-key-not-accepted`
 */
export function parseCertificates(pem: string, nowMs: number): string {
  if (/PRIVATE KEY/.test(pem)) {
    throw refuse('private-key-not-accepted', 'This holds a private key. Give certificates only.')
  }
  const blocks = pem.match(BLOCK) ?? []
  if (blocks.length === 0 || blocks.length > CERTIFICATES_MAX || pem.replace(BLOCK, '').trim() !== '') {
    throw refuse('invalid-certificate', `Give 1 to ${CERTIFICATES_MAX} certificates in PEM format.`)
  }
  for (const block of blocks) refuseUnusable(block, nowMs)
  return `${blocks.join('\n')}\n`
}

function refuseUnusable(block: string, nowMs: number): void {
  const certificate = readCertificate(block)
  const isCurrent = Date.parse(certificate.validFrom) <= nowMs && nowMs <= Date.parse(certificate.validTo)
  if (!isCurrent) throw refuse('invalid-certificate', 'A certificate has expired or is not valid yet.')
}

function readCertificate(block: string): X509Certificate {
  try {
    return new X509Certificate(block)
  } catch (cause) {
    throw refuse('invalid-certificate', 'A certificate cannot be read.', cause)
  }
}

function refuse(code: ProblemCode, message: string, cause?: unknown): InvalidInputError {
  return new InvalidInputError(code, message, { cause, issues: [{ pointer: '/caPem', code, message }] })
}
