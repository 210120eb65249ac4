import type { Image } from './image'
import type { BuiltApplication } from './story/application-repository'
import type { RepositoryPlan } from './story/release'

/** What of the layer history of an image must be shown, step by step. */
export interface KnownStep {
  /** As the config has it. */
  readonly createdBy: string
  /** Null for an empty step. */
  readonly layer: { readonly digest: string; readonly size: number; readonly diffId: string } | null
}

/** One image of the corpus with everything a page about it must say. */
export interface KnownImage {
  readonly repository: string
  readonly namespace: string
  readonly tag: string
  readonly digest: string
  readonly mediaType: string
  readonly configDigest: string
  readonly platform: string
  readonly createdAt: string
  /** Bytes of its layers. */
  readonly layerBytes: number
  readonly steps: readonly KnownStep[]
  /** Every tag of the repository, with the digest it names in the end. */
  readonly tags: ReadonlyMap<string, string>
  /** Every namespace that holds repositories with tags, `''` for bare names, with how many. */
  readonly namespaces: ReadonlyMap<string, number>
}

const KNOWN_REPOSITORY = 'payments/api'

export function knownImage(
  repositories: readonly RepositoryPlan[],
  applications: readonly BuiltApplication[],
): KnownImage {
  const release = applications.find(({ plan }) => plan.name === KNOWN_REPOSITORY)?.releases.at(-1)
  const plan = repositories.find(({ name }) => name === KNOWN_REPOSITORY)
  const image = release?.images[0]
  if (!release || !plan || !image?.createdAt) throw new Error(`The corpus has no ${KNOWN_REPOSITORY}.`)

  return {
    repository: KNOWN_REPOSITORY,
    namespace: namespaceOf(KNOWN_REPOSITORY),
    tag: release.version,
    digest: image.digest,
    mediaType: image.mediaType,
    configDigest: image.config.digest,
    platform: `${image.platform.os}/${image.platform.architecture}`,
    createdAt: image.createdAt.toISOString(),
    layerBytes: image.layers.reduce((sum, layer) => sum + layer.size, 0),
    steps: stepsOf(image),
    tags: tagsOf(plan),
    namespaces: countNamespaces(repositories),
  }
}

/** The tags a repository ends up with, and what each names. */
export function tagsOf({ pushes, removedDigests = [] }: RepositoryPlan): Map<string, string> {
  const tagged = pushes.filter(({ manifest }) => !removedDigests.includes(manifest.digest))
  return new Map(tagged.map(({ reference, manifest }) => [reference, manifest.digest]))
}

function stepsOf(image: Image): KnownStep[] {
  const layers = image.layers.values()
  return image.history.map((entry) => {
    const layer = entry.empty_layer ? undefined : layers.next().value
    return {
      createdBy: entry.created_by,
      layer: layer ? { digest: layer.digest, size: layer.size, diffId: layer.diffId } : null,
    }
  })
}

function countNamespaces(repositories: readonly RepositoryPlan[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const plan of repositories) {
    if (tagsOf(plan).size === 0) continue
    const namespace = namespaceOf(plan.name)
    counts.set(namespace, (counts.get(namespace) ?? 0) + 1)
  }
  return counts
}

function namespaceOf(repository: string): string {
  return repository.slice(0, Math.max(0, repository.lastIndexOf('/')))
}
