import 'server-only'
import type { Context } from '@/lib/access/context'
import { type Additions, ManifestSource } from '@/lib/catalog/manifest-source'
import { Limiter } from '@/lib/core/limiter'
import type { Digest } from '@/lib/oci/digest'
import type { RepositoryName } from '@/lib/oci/name'
import type { ManifestContent, RegistryClient } from '@/lib/registry/types'

const REQUESTS_AT_ONCE = 4

export interface PutManifest {
  readonly client: RegistryClient
  readonly repository: RepositoryName
  readonly digest: Digest
  readonly content: ManifestContent
  readonly signal: AbortSignal
}

/** What a manifest that we put adds to the index; most often nothing, for it was known before. */
export function readAdditions(ctx: Context, put: PutManifest): Promise<Additions> {
  const { client, repository, digest, content, signal } = put
  const source = new ManifestSource({
    client,
    limiter: new Limiter(REQUESTS_AT_ONCE),
    db: ctx.db,
    signal,
    now: () => ctx.clock.now(),
  })
  return source.additionsOf(repository, { kind: 'manifest', digest, ...content })
}
