import { createHash } from 'node:crypto'
import { OCI_INDEX, OCI_MANIFEST } from '@/demo/corpus/media-types'
import { wordsOf } from '@/lib/catalog/rules/search-query'
import { tagOrderKey } from '@/lib/catalog/rules/tag-order'
import { repositoryName, tagName } from '../corpus/repository'

/** How much of everything an index written for read benches has. */
export interface IndexShape {
  readonly namespaces: number
  readonly repositories: number
  readonly tagsEach: number
  /** Distinct manifests of each repository. */
  readonly imagesEach: number
  /** Layers and labels, for what reads them; a single repository goes without where nothing is said. */
  readonly hasContents?: boolean
}

export interface RepositoryRow {
  readonly id: string
  readonly name: string
  readonly namespace: string
  readonly tagCount: number
  readonly totalSize: number
  readonly newestCreatedAt: number
}

export interface ImageRow {
  readonly digest: string
  readonly mediaType: string
  readonly kind: 'image' | 'index'
  readonly totalSize: number
  readonly createdAt: number
  readonly platforms: string
  readonly platformCount: number
}

export interface TagRow {
  readonly name: string
  readonly nameKey: string
  readonly words: readonly string[]
  readonly image: ImageRow
  readonly pushedAt: number
}

export interface IndexedRepository {
  readonly row: RepositoryRow
  readonly images: readonly ImageRow[]
  readonly tags: readonly TagRow[]
}

/** One repository with 100,000 tags over 70,000 manifests. */
export const LONG_REPOSITORY: IndexShape = {
  namespaces: 1,
  repositories: 1,
  tagsEach: 100_000,
  imagesEach: 70_000,
}
/** 10,000 repositories, 100,000 images, 500,000 tags. */
export const HUGE: IndexShape = { namespaces: 200, repositories: 10_000, tagsEach: 50, imagesEach: 10 }
export const QUICK_LONG: IndexShape = { ...LONG_REPOSITORY, tagsEach: 2000, imagesEach: 1400 }
export const QUICK_HUGE: IndexShape = { ...HUGE, namespaces: 10, repositories: 200 }

const EPOCH_MS = Date.UTC(2024, 0, 1)
const MINUTE_MS = 60_000
const VERSIONS_APART = 37
const VERSIONS_SPAN = 5000
const CI_TAG_EVERY = 10
const PLATFORM_SETS = ['linux/amd64', 'linux/amd64,linux/arm64', 'linux/amd64,linux/arm/v7,linux/arm64']

/** The rows of an index, repository by repository; every value follows from the shape. */
export function* indexedRepositories(shape: IndexShape): Generator<IndexedRepository> {
  for (let at = 0; at < shape.repositories; at += 1) {
    const name = repositoryName(shape, at)
    const images = Array.from({ length: shape.imagesEach }, (_, image) => imageRow(name, image))
    const tags = namesOf(shape, at).map((tag, position) => tagRow(images, tag, position))
    yield { row: repositoryRow({ at, name, images, tags }), images, tags }
  }
}

interface RepositoryParts {
  readonly at: number
  readonly name: string
  readonly images: readonly ImageRow[]
  readonly tags: readonly TagRow[]
}

function repositoryRow({ at, name, images, tags }: RepositoryParts): RepositoryRow {
  return {
    id: `rep_bench${String(at).padStart(6, '0')}`,
    name,
    namespace: name.slice(0, name.lastIndexOf('/')),
    tagCount: tags.length,
    totalSize: images.reduce((sum, { totalSize }) => sum + totalSize, 0),
    newestCreatedAt: images.reduce((newest, { createdAt }) => Math.max(newest, createdAt), -1),
  }
}

function imageRow(repository: string, at: number): ImageRow {
  const hex = sha256(`${repository} ${at}`)
  const scattered = Number.parseInt(hex.slice(0, 8), 16)
  const platforms = PLATFORM_SETS[at % 10 === 0 ? 1 + (scattered % 2) : 0] ?? ''
  const isIndex = platforms.includes(',')
  return {
    digest: `sha256:${hex}`,
    mediaType: isIndex ? OCI_INDEX : OCI_MANIFEST,
    kind: isIndex ? 'index' : 'image',
    totalSize: 1_000_000 + (scattered % 400_000_000),
    createdAt: EPOCH_MS + (scattered % 1_000_000) * MINUTE_MS,
    platforms,
    platformCount: platforms.split(',').length,
  }
}

/** Where there are many repositories each has its own stretch of versions, and CI tags nobody else has. */
function namesOf(shape: IndexShape, repository: number): string[] {
  const first = shape.repositories === 1 ? 0 : (repository * VERSIONS_APART) % VERSIONS_SPAN
  return Array.from({ length: shape.tagsEach }, (_, at) => {
    if (at === shape.tagsEach - 1) return 'latest'
    if (at % CI_TAG_EVERY === CI_TAG_EVERY - 1) return `ci-${sha256(`ci ${repository} ${at}`).slice(0, 12)}`
    return tagName(first + at, Number.POSITIVE_INFINITY)
  })
}

function tagRow(images: readonly ImageRow[], name: string, at: number): TagRow {
  const image = images[at % images.length]
  if (image === undefined) throw new RangeError('A repository of the index needs an image.')
  const pushedAt = image.createdAt + 5 * MINUTE_MS
  return { name, nameKey: tagOrderKey(name), words: wordsOf(name), image, pushedAt }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
