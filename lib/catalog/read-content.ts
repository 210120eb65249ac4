import 'server-only'
import { AppError } from '@/lib/core/errors'
import type { Executor } from '@/lib/db/connection'
import { type ImageConfig, parseConfig } from '@/lib/oci/config'
import { type ParsedManifest, parseManifest } from '@/lib/oci/manifest'
import { findContent, type ManifestRow } from './store/manifests'

/** The document of an indexed manifest; null when its text is not kept or cannot be read. */
export async function readManifest(db: Executor, manifest: ManifestRow): Promise<ParsedManifest | null> {
  const content = await findContent(db, manifest.digest)
  if (content === undefined) return null
  return orNull(() => parseManifest(Buffer.from(content.body), manifest.media_type))
}

/** The config of an image; null for everything else, and when it is missing or cannot be read. */
export async function readImageConfig(db: Executor, manifest: ManifestRow): Promise<ImageConfig | null> {
  if (manifest.kind !== 'image' || manifest.config_digest === null) return null
  const content = await findContent(db, manifest.config_digest)
  if (content === undefined) return null
  return orNull(() => parseConfig(Buffer.from(content.body)))
}

function orNull<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
