import { createCipheriv, createHash } from 'node:crypto'

/** Numbers, choices and bytes that follow from a seed alone. */
export interface Random {
  /** What it draws from: equal seeds draw the same. */
  readonly seed: string
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number
  bytes(length: number): Buffer
  hex(length: number): string
  /** An independent source, so that adding draws in one place moves nothing elsewhere. */
  fork(label: string): Random
}

const UINT32 = 2 ** 32

export function seededRandom(seed: string): Random {
  const key = createHash('sha256').update(seed).digest()
  const next = counterStream(key)
  const unit = () => next(4).readUInt32LE(0) / UINT32

  const random: Random = {
    seed,
    int: (min, max) => min + Math.floor(unit() * (max - min + 1)),
    bytes: (length) => next(length),
    hex: (length) =>
      next(Math.ceil(length / 2))
        .toString('hex')
        .slice(0, length),
    fork: (label) => seededRandom(`${seed}\u0000${label}`),
  }
  return random
}

/** AES in counter mode over zeros: fast, and the same bytes on every machine. */
function counterStream(key: Buffer): (length: number) => Buffer {
  const cipher = createCipheriv('aes-128-ctr', key.subarray(0, 16), key.subarray(16, 32))
  return (length) => cipher.update(Buffer.alloc(length))
}
