import type { PlainClient, PlainManifest } from './plain-client'
import { runTasks, type Task } from './pool'

/** Digest of each tag as last read: `repository tag` → digest. */
export type KnownTags = Map<string, string>

/**
 * The bare minimum of requests for each tag's digest, date, size and platforms: the catalog, the tag lists, each
 * tag once, the runnable children of each distinct index once, each distinct config once.
 */
export async function readAll(client: PlainClient, concurrency: number): Promise<KnownTags> {
  const known: KnownTags = new Map()
  const seen = new Set<string>()
  const isNew = (digest: string) => !seen.has(digest) && seen.add(digest) !== undefined

  const follow = (repository: string, { digest, document }: PlainManifest, add: (task: Task) => void) => {
    if (!isNew(digest)) return
    for (const child of document.manifests ?? []) {
      if (child.platform?.os !== 'unknown' && !seen.has(child.digest)) add(read(repository, child.digest))
    }
    const config = document.config?.digest
    if (config !== undefined && isNew(config)) add(() => client.config(repository, config))
  }
  const read =
    (repository: string, reference: string): Task =>
    async (add) => {
      const manifest = await client.manifest(repository, reference)
      if (manifest === undefined) return
      if (!reference.startsWith('sha256:')) known.set(`${repository} ${reference}`, manifest.digest)
      follow(repository, manifest, add)
    }

  const list =
    (repository: string): Task =>
    async (add) => {
      for (const tag of await client.tags(repository)) add(read(repository, tag))
    }
  const repositories = await client.repositories()
  await runTasks(repositories.map(list), concurrency)
  return known
}

/** The least that tells whether anything changed: the catalog, the tag lists, and one question for each tag. */
export async function revalidateAll(
  client: PlainClient,
  concurrency: number,
  askTag: (repository: string, tag: string) => Promise<unknown>,
): Promise<void> {
  const ask =
    (repository: string, tag: string): Task =>
    async () => {
      await askTag(repository, tag)
    }
  const list =
    (repository: string): Task =>
    async (add) => {
      for (const tag of await client.tags(repository)) add(ask(repository, tag))
    }
  const repositories = await client.repositories()
  await runTasks(repositories.map(list), concurrency)
}

/** What Joxit's page of tags asks: the list, then a manifest and a config for each tag shown, every time anew. */
export async function readPageLikeJoxit(
  client: PlainClient,
  repository: string,
  { tags, concurrency }: { readonly tags: number; readonly concurrency: number },
): Promise<void> {
  const names = await client.tags(repository)
  const read =
    (tag: string): Task =>
    async (add) => {
      const manifest = await client.manifest(repository, tag)
      const child = manifest?.document.manifests?.[0]
      if (child !== undefined) add(read(child.digest))
      const config = manifest?.document.config?.digest
      if (config !== undefined) add(() => client.config(repository, config))
    }
  await runTasks(names.slice(0, tags).map(read), concurrency)
}
