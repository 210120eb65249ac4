import { createHash } from 'node:crypto'

/** Bytes that a registry keeps under their digest. */
export interface Content {
  readonly digest: string
  readonly size: number
  readonly bytes: Buffer
}

/** A manifest with everything its repository must hold before it can be put there. */
export interface Manifest extends Content {
  readonly mediaType: string
  readonly contents: readonly Content[]
  readonly children: readonly Manifest[]
}

export function contentOf(bytes: Buffer): Content {
  return { digest: digestOf(bytes), size: bytes.length, bytes }
}

export function jsonContent(value: unknown): Content {
  return contentOf(Buffer.from(JSON.stringify(value)))
}

export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}
