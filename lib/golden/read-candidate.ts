import 'server-only'
import type { Context } from '@/lib/access/context'
import { askRegistry } from '@/lib/catalog/ask-registry'
import type { Additions } from '@/lib/catalog/manifest-source'
import type { NewManifest } from '@/lib/catalog/rules/new-manifest'
import { type ClosureManifest, readClosure } from '@/lib/cleanup/put/closure'
import { readAdditions } from '@/lib/cleanup/put/read-additions'
import { AppError, InvalidInputError } from '@/lib/core/errors'
import { type Digest, isDigest } from '@/lib/oci/digest'
import { type ParsedManifest, parseManifest } from '@/lib/oci/manifest'
import { isTagName, parseRepositoryName, type RepositoryName, type TagName } from '@/lib/oci/name'
import { RegistryNotFoundError } from '@/lib/registry/errors'
import type { RegistryClient } from '@/lib/registry/types'
import type { LineRow } from './store/lines'
import type { Member } from './store/versions'

const WAIT_MS = 30_000

/** What a reference named at the moment it was asked for, with everything it is made of. */
export interface ReadCandidate {
  readonly digest: Digest
  /** The tag it was named by; null for a digest. */
  readonly tag: TagName | null
  readonly mediaType: string
  readonly closure: readonly ClosureManifest[]
  readonly members: readonly Member[]
  /** What the index learns by it. */
  readonly additions: Additions
}

/**
 * Asks the registry what a tag or digest names, once, and for everything below it.
 * @throws AppError `invalid-tag`, `unknown-digest` when it, or a part of it, is not there
 */
export async function readCandidate(ctx: Context, line: LineRow, reference: string): Promise<ReadCandidate> {
  const wanted = parseReference(reference)
  const repository = parseRepositoryName(line.repository)
  const question = { registryId: line.registryId, waitMs: WAIT_MS }
  return askRegistry(ctx, question, async (client, signal) => {
    try {
      const answer = await client.getManifest(repository, wanted, { signal })
      if (answer.kind !== 'manifest') throw unknownDigest()
      const { digest, mediaType, bytes } = answer
      const closure = await readClosure(client, { repository, digest, signal })
      const members = membersOf(digest, closure)
      const content = { mediaType, bytes }
      const parts = { client, repository, signal }
      const additions = await readAdditions(ctx, { ...parts, digest, content })
      const missed = await readMissed(ctx, { ...parts, closure, members, known: additions })
      return {
        digest,
        tag: isDigest(wanted) ? null : wanted,
        mediaType,
        closure,
        members,
        additions: [...missed, ...additions],
      }
    } catch (error) {
      if (error instanceof RegistryNotFoundError) throw unknownDigest()
      throw error
    }
  })
}

interface Missed extends Pick<ReadCandidate, 'closure' | 'members'> {
  readonly client: RegistryClient
  readonly repository: RepositoryName
  readonly signal: AbortSignal
  /** What is added anyway. */
  readonly known: Additions
}

/** Images of an index that were not there when the index was read first: it is known, they are not. */
async function readMissed(ctx: Context, missed: Missed): Promise<Additions> {
  const { client, repository, signal } = missed
  const added = new Set(missed.known.map(({ digest }) => digest))
  const runnable = new Set(missed.members.flatMap(({ digest, role }) => (role === 'member' ? [digest] : [])))
  const found: NewManifest[] = []
  for (const { digest, content } of missed.closure) {
    if (!runnable.has(digest) || added.has(digest)) continue
    found.push(...(await readAdditions(ctx, { client, repository, digest, content, signal })))
  }
  return found
}

function parseReference(reference: string): Digest | TagName {
  if (isDigest(reference)) return reference
  if (isTagName(reference)) return reference
  throw new InvalidInputError('invalid-tag', 'This is neither a tag nor a digest.')
}

function unknownDigest(): AppError {
  return new AppError('unknown-digest', 'The registry does not hold this, or not all of it.')
}

/** I5: of an index what runs are its members; the index and its attestations only belong to it. */
export function membersOf(top: Digest, closure: readonly ClosureManifest[]): readonly Member[] {
  const documents = new Map(closure.map(({ digest, content }) => [digest, parse(content)]))
  const platforms = new Map<Digest, string | null>()
  for (const document of documents.values()) {
    if (document.form !== 'index') continue
    for (const child of document.children) {
      if (child.attests === null) platforms.set(child.digest, child.platform)
    }
  }
  return [...documents].map(([digest, document]) => {
    const isTop = digest === top
    const isRunnable = document.form !== 'index' && (isTop || platforms.has(digest))
    return {
      digest,
      platform: platforms.get(digest) ?? null,
      role: isRunnable ? ('member' as const) : ('closure' as const),
    }
  })
}

function parse({ bytes, mediaType }: ClosureManifest['content']): ParsedManifest {
  return parseManifest(bytes, mediaType)
}
