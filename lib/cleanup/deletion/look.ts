import 'server-only'
import { parseDigest } from '@/lib/oci/digest'
import { parseTagName } from '@/lib/oci/name'
import { RegistryNotFoundError } from '@/lib/registry/errors'
import type { DeletionRun } from './deletion-run'

/** What a tag names at this moment: what was expected, something else, or nothing. */
export type Look =
  | { readonly kind: 'expected' }
  | { readonly kind: 'other'; readonly digest: string }
  | { readonly kind: 'absent' }

export interface LookFor {
  readonly key: string
  readonly digest: string
}

/** Asks the registry itself. @throws AppError when it cannot say */
export async function lookAt(
  { client, repository }: DeletionRun,
  { key, digest }: LookFor,
  signal: AbortSignal,
): Promise<Look> {
  try {
    const ifNoneMatch = parseDigest(digest)
    const answer = await client.getManifest(repository, parseTagName(key), { signal, ifNoneMatch })
    if (answer.kind === 'unchanged' || answer.digest === digest) return { kind: 'expected' }
    return { kind: 'other', digest: answer.digest }
  } catch (error) {
    if (error instanceof RegistryNotFoundError) return { kind: 'absent' }
    throw error
  }
}
