import { isTagName, type TagName } from '@/lib/oci/name'

export interface Pin {
  readonly tag: TagName
  readonly digest: string
}

const NAME_LENGTH_MAX = 90

/**
 * The tags that keep a version and all its parts from garbage collection, which on distribution 2.8 takes children
 * of a tagged index with it: one on each manifest. Parts that run are named by their platform, others by digest.
 */
export function pinsOf(
  version: { readonly name: string; readonly digest: string },
  parts: readonly { readonly digest: string; readonly platform: string | null }[],
): readonly Pin[] {
  const base = `golden-${tagSafe(version.name)}`
  const below = parts
    .filter(({ digest }) => digest !== version.digest)
    .map(({ digest, platform }) => ({
      digest,
      tag: `${base}-${platform === null ? short(digest) : tagSafe(platform)}`,
    }))
  const taken = new Map<string, number>()
  for (const { tag } of below) taken.set(tag, (taken.get(tag) ?? 0) + 1)
  const told = below.map(({ digest, tag }) => ({
    digest,
    tag: (taken.get(tag) ?? 0) > 1 ? `${base}-${short(digest)}` : tag,
  }))
  return [{ digest: version.digest, tag: base }, ...told].flatMap(({ digest, tag }) =>
    isTagName(tag) ? [{ digest, tag }] : [],
  )
}

/** Whether a tag may be one of ours; others may be named alike. */
export function isPinTag(tag: string): boolean {
  return tag.startsWith('golden-')
}

const tagSafe = (text: string) => text.replace(/[^A-Za-z0-9_.-]+/g, '-').slice(0, NAME_LENGTH_MAX)
const short = (digest: string) => digest.replace(/^[^:]*:/, '').slice(0, 12)
