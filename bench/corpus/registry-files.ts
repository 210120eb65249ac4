import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Content } from '@/demo/corpus/content'
import type { BenchManifest } from './image'
import { type BenchRepository, buildRepositories } from './repository'
import type { CorpusShape } from './shape'

/** What a reader can count against. */
export interface CorpusCounts {
  readonly repositories: number
  readonly tags: number
  readonly manifests: number
  readonly configs: number
}

/**
 * Writes a corpus where a distribution 2.x registry keeps its data, which takes a hundredth of pushing it.
 * Layers are named by manifests and not there; the registry looks for them only when they are pulled.
 */
export function writeRegistryFiles(rootDirectory: string, shape: CorpusShape): CorpusCounts {
  const store = new RegistryFiles(join(rootDirectory, 'docker/registry/v2'))
  let repositories = 0
  let tags = 0
  for (const repository of buildRepositories(shape)) {
    store.addRepository(repository)
    repositories += 1
    tags += repository.tags.length
  }
  return { repositories, tags, manifests: store.manifests.size, configs: store.configs.size }
}

class RegistryFiles {
  readonly manifests = new Set<string>()
  readonly configs = new Set<string>()
  readonly #root: string
  readonly #made = new Set<string>()

  constructor(root: string) {
    this.#root = root
  }

  addRepository(repository: BenchRepository): void {
    const directory = join(this.#root, 'repositories', repository.name)
    for (const parent of ['_layers/sha256', '_manifests/revisions/sha256', '_manifests/tags']) {
      mkdirSync(join(directory, parent), { recursive: true })
    }
    for (const { name, manifest } of repository.tags) {
      this.#addManifest(directory, manifest)
      mkdirSync(join(directory, '_manifests/tags', name))
      writeLink(join(directory, '_manifests/tags', name, 'current'), manifest)
    }
  }

  #addManifest(directory: string, manifest: BenchManifest): void {
    for (const child of manifest.children) this.#addManifest(directory, child)
    if (manifest.config !== null) {
      this.#addBlob(this.configs, manifest.config)
      writeLink(join(directory, '_layers/sha256', hexOf(manifest.config)), manifest.config)
    }
    this.#addBlob(this.manifests, manifest)
    writeLink(join(directory, '_manifests/revisions/sha256', hexOf(manifest)), manifest)
  }

  #addBlob(written: Set<string>, content: Content): void {
    if (written.has(content.digest)) return
    written.add(content.digest)
    const hex = hexOf(content)
    const shelf = join(this.#root, 'blobs/sha256', hex.slice(0, 2))
    if (!this.#made.has(shelf)) mkdirSync(shelf, { recursive: true })
    this.#made.add(shelf)
    const directory = join(shelf, hex)
    mkdirSync(directory)
    writeFileSync(join(directory, 'data'), content.bytes)
  }
}

function writeLink(directory: string, { digest }: Content): void {
  if (existsSync(directory)) return
  mkdirSync(directory)
  writeFileSync(join(directory, 'link'), digest)
}

function hexOf({ digest }: Content): string {
  return digest.slice('sha256:'.length)
}
