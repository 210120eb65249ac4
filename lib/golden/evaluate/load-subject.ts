import 'server-only'
import { readImageConfig, readManifest } from '@/lib/catalog/read-content'
import { findManifestIn, listChildren, type ManifestRow } from '@/lib/catalog/store/manifests'
import type { Executor } from '@/lib/db/connection'
import type { ParsedManifest } from '@/lib/oci/manifest'
import type { ImageFacts, SubjectFacts } from '../rules/checks/check'
import { isTagKnown, listTagFacts } from '../store/subject'

/** An index may list indexes; deeper than that nobody builds. */
const DEPTH_MAX = 2

export interface SubjectQuestion {
  readonly repositoryId: string
  readonly digest: string
  /** Bytes of the version in force now; null where there is none. */
  readonly currentSize: number | null
  /** The tag the registry said names it when it was nominated; null for none. */
  readonly nominatedTag?: string | null
  readonly now: number
}

/** Everything the index knows of a digest that a check may look at; undefined where it does not know the digest. */
export async function loadSubject(
  db: Executor,
  question: SubjectQuestion,
): Promise<SubjectFacts | undefined> {
  const row = await findManifestIn(db, question.repositoryId, question.digest)
  if (row === undefined) return undefined
  const document = await readManifest(db, row)
  return {
    mediaType: row.media_type,
    images: await imagesOf(db, { row, document, repositoryId: question.repositoryId }),
    annotations: document?.annotations ?? {},
    totalSize: row.total_size,
    tags: await tagsOf(db, question),
    currentSize: question.currentSize,
    baseLabels: null,
    now: question.now,
  }
}

/** A tag that the index has never seen is one the registry named and nobody knows the history of. */
async function tagsOf(
  db: Executor,
  { repositoryId, digest, nominatedTag = null }: SubjectQuestion,
): Promise<SubjectFacts['tags']> {
  const known = await listTagFacts(db, repositoryId, digest)
  if (nominatedTag === null || (await isTagKnown(db, repositoryId, nominatedTag))) return known
  return [...known, { name: nominatedTag, hasMoved: null }]
}

interface Known {
  readonly row: ManifestRow
  readonly document: ParsedManifest | null
  readonly repositoryId: string
}

/** The images that run: itself, or those an index lists. Null when one of them is not known. */
async function imagesOf(db: Executor, known: Known, depth = 0): Promise<readonly ImageFacts[] | null> {
  const { row, document, repositoryId } = known
  if (document === null) return null
  if (document.form === 'image') return imageOf(db, row, document)
  if (document.form === 'opaque') return []
  if (document.isTruncated || depth >= DEPTH_MAX) return null

  const images: ImageFacts[] = []
  for (const child of await listChildren(db, row.digest)) {
    if (child.attests_digest !== null) continue
    const below = await findManifestIn(db, repositoryId, child.child_digest)
    if (below === undefined) return null
    const found = await imagesOf(
      db,
      { row: below, document: await readManifest(db, below), repositoryId },
      depth + 1,
    )
    if (found === null) return null
    images.push(...found.map((image) => ({ ...image, platform: child.platform ?? image.platform })))
  }
  return images
}

async function imageOf(
  db: Executor,
  row: ManifestRow,
  document: Extract<ParsedManifest, { form: 'image' }>,
): Promise<readonly ImageFacts[]> {
  if (row.kind !== 'image') return []
  const config = await readImageConfig(db, row)
  return [{ platform: config?.platform ?? null, manifest: document, config }]
}
