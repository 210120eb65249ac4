import 'server-only'
import type { Context } from '@/lib/access/context'
import type { Limiter } from '@/lib/core/limiter'
import type { Executor } from '@/lib/db/connection'
import { type Digest, parseDigest } from '@/lib/oci/digest'
import { type ParsedManifest, parseManifest } from '@/lib/oci/manifest'
import type { RepositoryName } from '@/lib/oci/name'
import { RegistryNotFoundError } from '@/lib/registry/errors'
import type { ManifestContent, RegistryClient } from '@/lib/registry/types'
import { type MissingPart, type NeededBlob, neededBlobs } from './rules/storage/missing'
import { findBytes } from './store/kept-bytes'

/** Indexes list indexes, two levels down. */
const DEPTH_MAX = 3
const PRESENT_MAX = 300_000

/** The blobs a registry was seen to have, so that a layer of a thousand images is asked for once. */
export class PresentBlobs {
  readonly #present = new Set<string>()

  has(digest: string): boolean {
    return this.#present.has(digest)
  }

  add(digest: string): void {
    if (this.#present.size >= PRESENT_MAX) this.#present.clear()
    this.#present.add(digest)
  }
}

export interface WalkTools {
  readonly client: RegistryClient
  readonly limiter: Limiter
  readonly db: Executor
  readonly signal: AbortSignal
  readonly present: PresentBlobs
}

interface Step {
  readonly digest: Digest
  readonly parent: Digest
  readonly size: number | null
  readonly depth: number
}

/**
 * Asks a registry for everything that pulling a tagged manifest of one repository would ask for. Manifests are
 * fetched by digest: “unchanged” is answered before a registry looks whether it still has the manifest.
 */
export class ContentWalk {
  readonly #tools: WalkTools
  readonly #repository: RepositoryName
  readonly #manifests = new Map<Digest, Promise<readonly MissingPart[]>>()
  readonly #blobs = new Map<string, Promise<boolean>>()

  constructor(tools: WalkTools, repository: RepositoryName) {
    this.#tools = tools
    this.#repository = repository
  }

  /** Manifests and blobs that were asked for. */
  get asked(): { readonly manifests: number; readonly blobs: number } {
    return { manifests: this.#manifests.size, blobs: this.#blobs.size }
  }

  /** What is gone of a tagged manifest, each once. @throws UpstreamError where the registry could not be asked */
  async missingOf(root: string): Promise<readonly MissingPart[]> {
    const digest = parseDigest(root)
    const parts = await this.#below({ digest, parent: digest, size: null, depth: 0 })
    return [...new Map(parts.map((part) => [part.digest, part])).values()]
  }

  #below(step: Step): Promise<readonly MissingPart[]> {
    const known = this.#manifests.get(step.digest)
    if (known !== undefined) return known
    const asked = this.#look(step)
    this.#manifests.set(step.digest, asked)
    return asked
  }

  async #look(step: Step): Promise<readonly MissingPart[]> {
    const { digest, parent, size, depth } = step
    const found = await this.#fetch(digest)
    const missing: readonly MissingPart[] =
      found === undefined ? [{ digest, parent, kind: 'manifest', size }] : []
    // What a lost manifest named is asked for all the same: it decides whether putting it back would help.
    const manifest = found ?? (await findBytes(this.#tools.db, digest))
    if (manifest === undefined || depth > DEPTH_MAX) return missing

    const parsed = parseManifest(manifest.bytes, manifest.mediaType)
    const lists = await Promise.all([
      ...childrenOf(parsed).map((child) =>
        this.#below({ digest: child.digest, parent: digest, size: child.size, depth: depth + 1 }),
      ),
      ...neededBlobs(parsed).map((blob) => this.#lookForBlob(blob, digest)),
    ])
    return [...missing, ...lists.flat()]
  }

  async #fetch(digest: Digest): Promise<ManifestContent | undefined> {
    const { client, limiter, signal } = this.#tools
    try {
      const answer = await limiter.run(() => client.getManifest(this.#repository, digest, { signal }))
      return answer.kind === 'manifest' ? answer : undefined
    } catch (error) {
      if (error instanceof RegistryNotFoundError) return undefined
      throw error
    }
  }

  async #lookForBlob({ digest, kind, size }: NeededBlob, parent: Digest): Promise<readonly MissingPart[]> {
    if (await this.#has(digest)) return []
    return [{ digest, parent, kind, size }]
  }

  #has(digest: Digest): Promise<boolean> {
    const { client, limiter, signal, present } = this.#tools
    if (present.has(digest)) return Promise.resolve(true)
    const known = this.#blobs.get(digest)
    if (known !== undefined) return known
    const asked = limiter.run(() => client.hasBlob(this.#repository, digest, { signal }))
    this.#blobs.set(digest, asked)
    return asked.then((isThere) => {
      if (isThere) present.add(digest)
      return isThere
    })
  }
}

function childrenOf(manifest: ParsedManifest) {
  return manifest.form === 'index' ? manifest.children : []
}

/** The tools of a walk for a job or a request. */
export function walkTools(
  ctx: Context,
  parts: { readonly client: RegistryClient; readonly limiter: Limiter; readonly signal?: AbortSignal },
): WalkTools {
  return {
    client: parts.client,
    limiter: parts.limiter,
    db: ctx.db.query,
    signal: parts.signal ?? ctx.signal,
    present: new PresentBlobs(),
  }
}
