import 'server-only'
import { AppError } from '@/lib/core/errors'
import { Limiter } from '@/lib/core/limiter'
import type { Executor } from '@/lib/db/connection'
import type { Digest } from '@/lib/oci/digest'
import { type ParsedManifest, parseManifest } from '@/lib/oci/manifest'
import type { RepositoryName } from '@/lib/oci/name'
import { RegistryNotFoundError } from '@/lib/registry/errors'
import type { ManifestContent, RegistryClient } from '@/lib/registry/types'
import { blobsOf, childrenOf } from '../rules/restore/blobs'
import { keptBytes } from './kept-bytes'

/** An index may list indexes; deeper than that nobody builds. */
const DEPTH_MAX = 3
const ASKED_AT_ONCE = 4

export interface Preparation {
  readonly db: Executor
  readonly client: RegistryClient
  readonly repository: RepositoryName
  readonly signal: AbortSignal
}

/**
 * Gives the bytes of a manifest and sees to it that the registry can take them: what an index lists is put back
 * first, by digest, where it is gone. Nothing is tagged.
 * @throws AppError `blobs-gone` when something it is made of is neither in the registry nor kept
 */
export async function prepareManifest(parts: Preparation, digest: Digest): Promise<ManifestContent> {
  const found = await findBytes(parts, digest)
  if (found.isHeld) return found.content
  await prepareParts(parts, found.content, 0)
  return found.content
}

/**
 * Whether a manifest could be put back now: asks for everything it is made of and changes nothing.
 * @throws AppError `blobs-gone` when it could not
 */
export async function checkManifest(parts: Preparation, digest: Digest, depth = 0): Promise<void> {
  const { content, isHeld } = await findBytes(parts, digest)
  if (isHeld) return
  const manifest = parse(content)
  for (const child of childrenWithin(manifest, depth)) await checkManifest(parts, child, depth + 1)
  await requireBlobs(parts, manifest)
}

async function prepareParts(parts: Preparation, content: ManifestContent, depth: number): Promise<void> {
  const manifest = parse(content)
  for (const child of childrenWithin(manifest, depth)) {
    const below = await findBytes(parts, child)
    if (below.isHeld) continue
    await prepareParts(parts, below.content, depth + 1)
    const { client, repository, signal } = parts
    await client.putManifest({ repository, reference: child, content: below.content }, { signal })
  }
  await requireBlobs(parts, manifest)
}

function childrenWithin(manifest: ParsedManifest, depth: number): readonly Digest[] {
  return depth < DEPTH_MAX ? childrenOf(manifest) : []
}

interface Found {
  readonly content: ManifestContent
  /** The registry has it, and then everything it is made of too. */
  readonly isHeld: boolean
}

async function findBytes(parts: Preparation, digest: Digest): Promise<Found> {
  const { client, repository, signal, db } = parts
  try {
    const answer = await client.getManifest(repository, digest, { signal })
    if (answer.kind === 'manifest') return { content: answer, isHeld: true }
  } catch (error) {
    if (!(error instanceof RegistryNotFoundError)) throw error
  }
  const content = await keptBytes(db, digest)
  if (content === undefined) throw gone()
  return { content, isHeld: false }
}

async function requireBlobs(parts: Preparation, manifest: ParsedManifest): Promise<void> {
  const { client, repository, signal } = parts
  const limiter = new Limiter(ASKED_AT_ONCE)
  const held = await Promise.all(
    blobsOf(manifest).map(({ digest }) => limiter.run(() => client.hasBlob(repository, digest, { signal }))),
  )
  if (held.includes(false)) throw gone()
}

function parse({ bytes, mediaType }: ManifestContent): ParsedManifest {
  return parseManifest(bytes, mediaType)
}

function gone(): AppError {
  return new AppError('blobs-gone', 'The registry no longer holds what this is made of.')
}
