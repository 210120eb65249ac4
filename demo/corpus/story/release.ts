import type { Manifest } from '../content'
import type { Image } from '../image'

/** One published version: what its tag names, and the image of each architecture in it. */
export interface Release {
  readonly version: string
  readonly publishedAt: Date
  readonly manifest: Manifest
  readonly images: readonly Image[]
}

/** A manifest put under a tag. */
export interface Push {
  readonly manifest: Manifest
  readonly reference: string
}

export interface RepositoryPlan {
  readonly name: string
  /** In the order they happened, so a later push moves the tag of an earlier one. */
  readonly pushes: readonly Push[]
  /** Deleted again at the end, where the registry allows it. */
  readonly removedDigests?: readonly string[]
}

/** The newest release out by a day; the first where none was. */
export function newestBefore(releases: readonly Release[], day: Date): Release {
  const found = releases.findLast((release) => release.publishedAt <= day) ?? releases[0]
  if (!found) throw new Error('A lineage needs at least one release.')
  return found
}

export function imageFor(release: Release, architecture: string): Image {
  const image = release.images.find((candidate) => candidate.platform.architecture === architecture)
  if (!image) throw new Error(`${release.version} has no image for ${architecture}.`)
  return image
}

/** Each release under its version, with `latest` moving along; in the end the newest of each minor and major. */
export function releasePushes(releases: readonly Release[]): Push[] {
  const newest = new Map<string, Release>()
  for (const release of releases) {
    const [major, minor] = release.version.split('.')
    newest.set(`${major}.${minor}`, release).set(`${major}`, release)
  }
  return [
    ...releases.flatMap(({ version, manifest }) => tagged(manifest, version, 'latest')),
    ...[...newest].flatMap(([tag, { manifest }]) => tagged(manifest, tag)),
  ]
}

/** One manifest under several tags. */
export function tagged(manifest: Manifest, ...tags: readonly string[]): Push[] {
  return tags.map((reference) => ({ manifest, reference }))
}
