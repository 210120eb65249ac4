import 'server-only'
import { listKnownTags } from '@/lib/catalog/store/save-tags'
import { forEachOf, REQUESTS_PER_REGISTRY } from '@/lib/connections/limiter'
import { isDigest } from '@/lib/oci/digest'
import { parseManifest } from '@/lib/oci/manifest'
import type { TagName } from '@/lib/oci/name'
import { RegistryNotFoundError } from '@/lib/registry/errors'
import { childrenOf } from '../rules/restore/blobs'
import type { DeletionRun } from './deletion-run'

/** A look at all tags is believed for so long. */
const OLD_AFTER_MS = 5_000

/** What every tag of a repository named when the registry was asked for each of them. */
export class LiveTags {
  readonly digests: ReadonlyMap<string, string>
  readonly #listed: ReadonlySet<string>
  readonly #readAtMs: number

  constructor(digests: ReadonlyMap<string, string>, listed: ReadonlySet<string>, readAtMs: number) {
    this.digests = digests
    this.#listed = listed
    this.#readAtMs = readAtMs
  }

  /** Whether a tag names a digest, or one pushed since the index was made lists it. */
  needs(digest: string): boolean {
    return this.#listed.has(digest)
  }

  isOld(nowMs: number): boolean {
    return nowMs - this.#readAtMs > OLD_AFTER_MS
  }
}

/** Asks for every tag of the repository: what the index has unchanged costs no body. */
export async function readLiveTags(run: DeletionRun): Promise<LiveTags> {
  const { client, repository, limiter, working: signal } = run
  const readAtMs = performance.now()
  const known = new Map(
    (await listKnownTags(run.ctx.db.query, run.row.id)).map((tag) => [tag.name, tag.digest]),
  )
  const { tags } = await client.listTags(repository, { signal })
  const digests = new Map<string, string>()
  const needed = new Set<string>()
  await forEachOf(tags, { max: REQUESTS_PER_REGISTRY, signal }, async (tag: TagName) => {
    const before = known.get(tag) ?? null
    const ifNoneMatch = before !== null && isDigest(before) ? before : undefined
    try {
      const answer = await limiter.run(() => client.getManifest(repository, tag, { signal, ifNoneMatch }))
      const digest = answer.kind === 'manifest' ? answer.digest : (before ?? '')
      digests.set(tag, digest)
      needed.add(digest)
      if (answer.kind !== 'manifest' || digest === before) return
      const manifest = parseManifest(answer.bytes, answer.mediaType)
      for (const child of childrenOf(manifest)) needed.add(child)
    } catch (error) {
      if (!(error instanceof RegistryNotFoundError)) throw error
    }
  })
  signal.throwIfAborted()
  return new LiveTags(digests, needed, readAtMs)
}
