import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { Limiter } from '@/lib/core/limiter'
import type { Database } from '@/lib/db/connection'
import { type ImageConfig, parseConfig } from '@/lib/oci/config'
import type { Digest } from '@/lib/oci/digest'
import { type ImageManifest, type IndexManifest, parseManifest } from '@/lib/oci/manifest'
import { MEDIA_TYPE } from '@/lib/oci/media-type'
import type { RepositoryName } from '@/lib/oci/name'
import { RegistryNotFoundError } from '@/lib/registry/errors'
import type { FetchedManifest, RegistryClient } from '@/lib/registry/types'
import { chainIdsOf } from './chain-ids'
import { describeManifest } from './rules/describe-manifest'
import type { NewManifest } from './rules/new-manifest'
import { isIndexed } from './store/known'

const CONFIG_BYTES_MAX = 4 * 1024 * 1024
/** An index may list indexes, but theirs are left alone. */
const DEPTH_MAX = 2

const CONFIGS_READ: ReadonlySet<string> = new Set([
  MEDIA_TYPE.ociConfig,
  MEDIA_TYPE.dockerConfig,
  MEDIA_TYPE.helmConfig,
])

export interface SourceParts {
  readonly client: RegistryClient
  readonly limiter: Limiter
  readonly db: Database
  readonly signal: AbortSignal
  readonly now: () => number
}

/** A manifest to make known to a repository and what is below it, children first. Empty when all is indexed. */
export type Additions = readonly NewManifest[]

/**
 * Fetches what the index does not have yet: each digest once, whoever asks for it, and the config of an
 * image with it. Digests already indexed are never asked for again.
 */
export class ManifestSource {
  readonly #parts: SourceParts
  readonly #known = new Set<string>()
  readonly #pending = new Map<string, Promise<Additions>>()

  constructor(parts: SourceParts) {
    this.#parts = parts
  }

  /** What a manifest just fetched adds to the index. */
  additionsOf(repository: RepositoryName, fetched: FetchedManifest): Promise<Additions> {
    return this.#once(fetched.digest, () => this.#read(repository, fetched, 0))
  }

  /** To be called when additions are saved: from now on the index answers for them. */
  markSaved(digests: readonly string[]): void {
    for (const digest of digests) {
      this.#known.add(digest)
      this.#pending.delete(digest)
    }
  }

  async #once(digest: string, read: () => Promise<Additions>): Promise<Additions> {
    const pending = this.#pending.get(digest)
    if (pending !== undefined) return pending
    if (this.#known.has(digest)) return []

    const reading = this.#unlessIndexed(digest, read)
    this.#pending.set(digest, reading)
    // A failure is not kept: another repository may hold what this one lacks.
    reading.then(
      (additions) => additions.length === 0 && this.#pending.delete(digest),
      () => this.#pending.delete(digest),
    )
    return reading
  }

  async #unlessIndexed(digest: string, read: () => Promise<Additions>): Promise<Additions> {
    if (!(await isIndexed(this.#parts.db.query, digest))) return read()
    this.#known.add(digest)
    return []
  }

  async #read(repository: RepositoryName, fetched: FetchedManifest, depth: number): Promise<Additions> {
    const manifest = parseManifest(fetched.bytes, fetched.mediaType)
    const below = manifest.form === 'index' ? await this.#readChildren(repository, manifest, depth) : []
    const config = manifest.form === 'image' ? await this.#readConfig(repository, manifest) : null
    const diffIds = config?.parsed?.diffIds ?? null
    const isPaired = manifest.form === 'image' && diffIds?.length === manifest.layers.length
    const own = describeManifest({
      digest: fetched.digest,
      body: Buffer.from(fetched.bytes).toString('utf8'),
      size: fetched.bytes.length,
      manifest,
      config,
      chainIds: isPaired && diffIds !== null ? chainIdsOf(diffIds) : null,
      indexedAt: this.#parts.now(),
    })
    return [...below, own]
  }

  /** Attestations are left until somebody opens one. An absent child is recorded as unknown. */
  async #readChildren(repository: RepositoryName, index: IndexManifest, depth: number): Promise<Additions> {
    if (depth >= DEPTH_MAX) return []
    const wanted = index.children.filter((child) => child.attests === null)
    const digests = [...new Set(wanted.map((child) => child.digest))]
    const read = digests.map((digest) => this.#readChild(repository, digest, depth))
    return (await Promise.all(read)).flat()
  }

  async #readChild(repository: RepositoryName, digest: Digest, depth: number): Promise<Additions> {
    try {
      return await this.#once(digest, async () => {
        const fetched = await this.#ask((client, signal) =>
          client.getManifest(repository, digest, { signal }),
        )
        return fetched.kind === 'manifest' ? this.#read(repository, fetched, depth + 1) : []
      })
    } catch (error) {
      if (error instanceof RegistryNotFoundError) return []
      throw error
    }
  }

  async #readConfig(
    repository: RepositoryName,
    { config, kind }: ImageManifest,
  ): Promise<{ parsed: ImageConfig | null; body: string } | null> {
    const isWanted = kind === 'image' || kind === 'helm'
    if (!isWanted || !CONFIGS_READ.has(config.mediaType) || config.size > CONFIG_BYTES_MAX) return null
    try {
      const bytes = await this.#ask((client, signal) =>
        client.getBlob(repository, config.digest, { signal, bytesMax: CONFIG_BYTES_MAX }),
      )
      const parsed = parseConfig(bytes)
      return { parsed: kind === 'image' ? parsed : null, body: Buffer.from(bytes).toString('utf8') }
    } catch (error) {
      if (isUnreadable(error)) return null
      throw error
    }
  }

  #ask<T>(question: (client: RegistryClient, signal: AbortSignal) => Promise<T>): Promise<T> {
    const { client, limiter, signal } = this.#parts
    return limiter.run(() => question(client, signal))
  }
}

/** A config that is gone or no config: that will not change, so the image is indexed without it. */
function isUnreadable(error: unknown): boolean {
  if (error instanceof RegistryNotFoundError) return true
  return error instanceof AppError && ['upstream-invalid', 'upstream-too-large'].includes(error.code)
}
