import type { Content, Manifest } from './corpus/content'
import type { Corpus, RepositoryPlan } from './corpus/corpus'
import { type BasicAuth, openRegistryWriter, type RegistryWriter } from './registry-writer'

export interface PushProgress {
  readonly done: number
  readonly total: number
  readonly phase: 'blobs' | 'mounts' | 'manifests'
}

export interface PushOptions {
  readonly onProgress?: (progress: PushProgress) => void
  readonly auth?: BasicAuth
  /** Requests under way at once. */
  readonly parallel?: number
}

const PARALLEL = 16

interface Placement {
  readonly content: Content
  readonly repository: string
  /** Another repository that has the blob already. */
  readonly from: string | null
}

/** Puts every blob once, mounts it where it is shared, then puts the manifests in the order of the story. */
export async function pushCorpus(
  corpus: Pick<Corpus, 'repositories'>,
  registryUrl: string,
  { onProgress, auth, parallel = PARALLEL }: PushOptions = {},
): Promise<void> {
  const writer = openRegistryWriter({ url: registryUrl, connections: parallel, auth })
  const placements = placeBlobs(corpus.repositories)
  const uploads = placements.filter(({ from }) => from === null)
  const mounts = placements.filter(({ from }) => from !== null)
  const manifestCount = corpus.repositories.reduce((sum, plan) => sum + plan.pushes.length, 0)
  const report = counter(placements.length + manifestCount, onProgress)

  try {
    await eachOf(uploads, parallel, (placement) => placeBlob(writer, placement).then(() => report('blobs')))
    await eachOf(mounts, parallel, (placement) => placeBlob(writer, placement).then(() => report('mounts')))
    await eachOf(corpus.repositories, parallel, (plan) =>
      putManifests(writer, plan, () => report('manifests')),
    )
  } finally {
    await writer.close()
  }
}

function counter(total: number, onProgress: PushOptions['onProgress']) {
  let done = 0
  return (phase: PushProgress['phase']) => {
    done += 1
    onProgress?.({ done, total, phase })
  }
}

function placeBlobs(repositories: readonly RepositoryPlan[]): Placement[] {
  const homes = new Map<string, string>()
  return repositories.flatMap(({ name, pushes }) => {
    const contents = new Map(
      pushes.flatMap((push) => contentsOf(push.manifest)).map((each) => [each.digest, each]),
    )
    return [...contents.values()].map((content) => {
      const from = homes.get(content.digest) ?? null
      if (from === null) homes.set(content.digest, name)
      return { content, repository: name, from }
    })
  })
}

function contentsOf(manifest: Manifest): Content[] {
  return [...manifest.contents, ...manifest.children.flatMap(contentsOf)]
}

async function placeBlob(writer: RegistryWriter, { content, repository, from }: Placement): Promise<void> {
  if (from !== null) return writer.mountBlob(repository, content, from)
  await writer.uploadBlob(repository, content)
}

async function putManifests(writer: RegistryWriter, plan: RepositoryPlan, onPut: () => void): Promise<void> {
  const known = new Set<string>()
  for (const { manifest, reference } of plan.pushes) {
    await putChildren(writer, { repository: plan.name, manifest, known })
    await writer.putManifest(plan.name, manifest, reference)
    known.add(manifest.digest)
    onPut()
  }
  for (const digest of plan.removedDigests ?? []) await writer.deleteManifest(plan.name, digest)
}

interface Family {
  readonly repository: string
  readonly manifest: Manifest
  /** Digests the repository has already. */
  readonly known: Set<string>
}

/** A registry refuses an index before its children are there. */
async function putChildren(writer: RegistryWriter, { repository, manifest, known }: Family): Promise<void> {
  for (const child of manifest.children) {
    if (known.has(child.digest)) continue
    await putChildren(writer, { repository, manifest: child, known })
    await writer.putManifest(repository, child, child.digest)
    known.add(child.digest)
  }
}

async function eachOf<T>(
  items: readonly T[],
  parallel: number,
  act: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values()
  const worker = async () => {
    for (const item of queue) await act(item)
  }
  await Promise.all(Array.from({ length: parallel }, worker))
}
