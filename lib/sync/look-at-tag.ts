import 'server-only'
import type { Additions, ManifestSource } from '@/lib/catalog/manifest-source'
import type { KnownTag } from '@/lib/catalog/store/save-tags'
import { forEachOf, REQUESTS_PER_REGISTRY } from '@/lib/connections/limiter'
import { isOurs, isRegistryWide } from '@/lib/connections/rules/failures'
import { AppError, type ProblemCode } from '@/lib/core/errors'
import type { Limiter } from '@/lib/core/limiter'
import { type Digest, isDigest } from '@/lib/oci/digest'
import type { RepositoryName, TagName } from '@/lib/oci/name'
import { RegistryNotFoundError } from '@/lib/registry/errors'
import type { RegistryClient } from '@/lib/registry/types'

/** What the registry said of one tag. */
export type TagLook =
  | { readonly kind: 'unchanged'; readonly name: TagName }
  | {
      readonly kind: 'moved'
      readonly name: TagName
      readonly digest: Digest
      readonly additions: Additions
    }
  | { readonly kind: 'absent'; readonly name: TagName }
  | { readonly kind: 'failed'; readonly name: TagName; readonly code: ProblemCode }

export interface TagQuestion {
  readonly repository: RepositoryName
  readonly name: TagName
  readonly known: KnownTag | undefined
}

export interface TagTools {
  readonly client: RegistryClient
  readonly limiter: Limiter
  readonly source: ManifestSource
  readonly signal: AbortSignal
}

/**
 * Asks what a tag names now; when it is what the index has, that costs no body. A failure of the one tag is
 * an answer. @throws AppError when the registry as a whole cannot be asked
 */
export async function lookAtTag(tools: TagTools, question: TagQuestion): Promise<TagLook> {
  const { name } = question
  try {
    return await look(tools, question)
  } catch (error) {
    if (error instanceof RegistryNotFoundError) return { kind: 'absent', name }
    tools.signal.throwIfAborted()
    if (!(error instanceof AppError) || isRegistryWide(error.code) || isOurs(error.code)) throw error
    return { kind: 'failed', name, code: error.code }
  }
}

async function look(tools: TagTools, { repository, name, known }: TagQuestion): Promise<TagLook> {
  const { client, limiter, source, signal } = tools
  const digest = known?.digest ?? null
  const ifNoneMatch = digest !== null && isDigest(digest) ? digest : undefined
  const answer = await limiter.run(() => client.getManifest(repository, name, { signal, ifNoneMatch }))
  if (answer.kind === 'unchanged' || answer.digest === digest) return { kind: 'unchanged', name }

  const additions = await source.additionsOf(repository, answer)
  return { kind: 'moved', name, digest: answer.digest, additions }
}

export interface TagQuestions {
  readonly repository: RepositoryName
  readonly names: readonly TagName[]
  readonly known: ReadonlyMap<string, KnownTag>
}

/** Asks for several tags of a repository. @throws AppError when the registry as a whole cannot be asked */
export async function lookAtTags(
  tools: TagTools,
  { repository, names, known }: TagQuestions,
): Promise<readonly TagLook[]> {
  const looks: TagLook[] = []
  await forEachOf(names, { max: REQUESTS_PER_REGISTRY * 2, signal: tools.signal }, async (name) => {
    looks.push(await lookAtTag(tools, { repository, name, known: known.get(name) }))
  })
  tools.signal.throwIfAborted()
  return looks
}
