import 'server-only'
import { type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto'

export interface CertificateFacts {
  readonly privateKey: KeyObject
  /** DER of the public key. */
  readonly spki: Buffer
  /** At most 64 plain characters. */
  readonly commonName: string
  readonly notBefore: number
  readonly notAfter: number
}

const TAG = {
  boolean: 1,
  integer: 2,
  bits: 3,
  octets: 4,
  oid: 6,
  utf8: 12,
  utcTime: 23,
  time: 24,
  sequence: 48,
  set: 49,
}
const ECDSA_WITH_SHA256 = '2a8648ce3d040302'
const COMMON_NAME = '550403'
const KEY_USAGE = '551d0f'
const BASIC_CONSTRAINTS = '551d13'
const SERIAL_BYTES = 16

/**
 * A certificate of a P-256 key signed by itself, as PEM (RFC 5280): the form in which registries are given a key
 * to trust. It may sign tokens and vouches for no other certificate.
 */
export function selfSign({ privateKey, spki, ...facts }: CertificateFacts): string {
  const algorithm = sequence(oid(ECDSA_WITH_SHA256))
  const name = sequence(
    der(TAG.set, sequence(oid(COMMON_NAME), der(TAG.utf8, Buffer.from(facts.commonName)))),
  )
  const validity = sequence(time(facts.notBefore), time(facts.notAfter))
  const body = sequence(
    der(0xa0, der(TAG.integer, Buffer.from([2]))),
    der(TAG.integer, serial()),
    algorithm,
    name,
    validity,
    name,
    spki,
    der(0xa3, sequence(extension(BASIC_CONSTRAINTS, sequence()), extension(KEY_USAGE, digitalSignature()))),
  )
  const signature = sign('sha256', body, { key: privateKey, dsaEncoding: 'der' })
  return new X509Certificate(sequence(body, algorithm, bits(signature))).toString()
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const length = content.length.toString(16)
  const bytes = Buffer.from(length.padStart(length.length + (length.length % 2), '0'), 'hex')
  const head = content.length < 128 ? [content.length] : [0x80 + bytes.length, ...bytes]
  return Buffer.concat([Buffer.from([tag, ...head]), content])
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(TAG.sequence, ...parts)
}

function oid(hex: string): Buffer {
  return der(TAG.oid, Buffer.from(hex, 'hex'))
}

function bits(content: Buffer): Buffer {
  return der(TAG.bits, Buffer.from([0]), content)
}

/** Positive, and without a leading zero that DER would not allow. */
function serial(): Buffer {
  const bytes = randomBytes(SERIAL_BYTES)
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return bytes
}

function time(ms: number): Buffer {
  const text = new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, '')
  // Two digits of the year until 2049, four from then on.
  return text < '2050' ? der(TAG.utcTime, Buffer.from(text.slice(2))) : der(TAG.time, Buffer.from(text))
}

function extension(id: string, content: Buffer): Buffer {
  return sequence(oid(id), der(TAG.boolean, Buffer.from([0xff])), der(TAG.octets, content))
}

function digitalSignature(): Buffer {
  return der(TAG.bits, Buffer.from([7, 0x80]))
}
