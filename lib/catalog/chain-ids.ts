import 'server-only'
import { createHash } from 'node:crypto'
import type { Digest } from '@/lib/oci/digest'

/** The chainIDs of a stack of layers, hashed at once: a crawl does so by the hundred thousand. */
export function chainIdsOf(diffIds: readonly Digest[]): readonly string[] {
  const chain: string[] = []
  for (const diffId of diffIds) {
    const below = chain.at(-1)
    chain.push(below === undefined ? diffId : `sha256:${sha256(`${below} ${diffId}`)}`)
  }
  return chain
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
