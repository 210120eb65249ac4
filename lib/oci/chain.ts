import type { Digest } from './digest'
import { parseDigest } from './digest'

async function sha256(text: string): Promise<Digest> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return parseDigest(`sha256:${hex}`)
}

/**
 * The chainID of each stack of layers from the base up (OCI image-spec, config.md): the first is the first
 * diffID, each next the digest of the one before, a space, and its own diffID.
 */
export async function chainIds(diffIds: readonly Digest[]): Promise<readonly Digest[]> {
  const chain: Digest[] = []
  for (const diffId of diffIds) {
    const below = chain.at(-1)
    chain.push(below === undefined ? diffId : await sha256(`${below} ${diffId}`))
  }
  return chain
}
