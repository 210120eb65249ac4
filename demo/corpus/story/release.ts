import type { Manifest } from '../content'
import type { Image } from '../image'

/** One published version: what its tag names, and the image of each architecture in it. */
export interface Release {
  readonly version: string
  readonly publishedAt: Date
  readonly manifest: Manifest
  readonly images: readonly Image[]
}

/** A manifest put under a tag or, for what never had one, under its own digest. */
export interface Push {
  readonly manifest: Manifest
  readonly reference: string
}

export interface RepositoryPlan {
  readonly name: string
  /** In the order they happened, so a later push moves the tag of an earlier one. */
  readonly pushes: readonly Push[]
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

/** Version, minor, major and `latest`, pushed release by release: the last three move. */
export function releasePushes(releases: readonly Release[]): Push[] {
  return releases.flatMap(({ version, manifest }) => {
    const [major, minor] = version.split('.')
    return [version, `${major}.${minor}`, `${major}`, 'latest'].map((reference) => ({ manifest, reference }))
  })
}
