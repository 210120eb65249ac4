import { ancestorsOf } from './namespace-path'

/** A repository as storage is counted for. */
export interface StoredRepository {
  readonly id: string
  readonly registryId: string
  readonly name: string
  readonly namespace: string
  readonly tags: number
  /** Manifests whose text was read; without any of them its bytes are unknown. */
  readonly read: number
  /** Manifests it is known to hold that nobody has read yet. */
  readonly unread: number
  /** Whether its tags were ever compared with the registry. */
  readonly isCompared: boolean
}

export interface StoredBlob {
  readonly digest: string
  readonly size: number
  readonly isLayer: boolean
  /** In which repositories it is, each once, and how many of their images hold it. */
  readonly holders: readonly { readonly repositoryId: string; readonly images: number }[]
}

export interface StorageTotal {
  readonly registryId: string
  readonly kind: 'registry' | 'namespace' | 'repository'
  readonly path: string
  /** Null when nothing of what is there was read. */
  readonly totalBytes: number | null
  readonly uniqueBytes: number | null
  readonly repositories: number
  readonly tags: number
  readonly unread: number
}

export interface SharedBlob {
  readonly registryId: string
  readonly digest: string
  readonly size: number
  /** Pairs of repository and image: what would be stored without sharing. */
  readonly uses: number
  readonly repositories: number
}

export interface StorageTally {
  add(blob: StoredBlob): void
  totals(): readonly StorageTotal[]
  /** For each registry the layers that save most by being stored once, at most 50. */
  topLayers(): readonly SharedBlob[]
}

const TOP_LAYERS_MAX = 50
const BUFFER_MAX = 1_000

interface Entry {
  readonly registryId: string
  readonly kind: StorageTotal['kind']
  readonly path: string
  total: number
  unique: number
  repositories: number
  tags: number
  unread: number
  isKnown: boolean
}

/** Adds blobs up, each once for everything that holds it. A blob is unique to what holds all its copies. */
export function createStorageTally(repositories: readonly StoredRepository[]): StorageTally {
  const entries = new Map<string, Entry>()
  const scopes = new Map(repositories.map((repository) => [repository.id, scopesOf(entries, repository)]))
  const top = new Map<string, SharedBlob[]>()

  return {
    add(blob) {
      const held = new Map<Entry, number>()
      const perRegistry = new Map<string, { repositories: number; uses: number }>()
      for (const { repositoryId, images } of blob.holders) {
        const scope = scopes.get(repositoryId)
        if (scope === undefined) continue
        for (const entry of scope.all) held.set(entry, (held.get(entry) ?? 0) + 1)
        const sum = perRegistry.get(scope.registryId) ?? { repositories: 0, uses: 0 }
        perRegistry.set(scope.registryId, {
          repositories: sum.repositories + 1,
          uses: sum.uses + images,
        })
      }
      for (const [entry, copies] of held) {
        entry.total += blob.size
        const all = perRegistry.get(entry.registryId)?.repositories
        const isOnly = entry.kind === 'registry' ? perRegistry.size === 1 : copies === all
        if (isOnly) entry.unique += blob.size
      }
      if (!blob.isLayer) return
      for (const [registryId, sum] of perRegistry) {
        if (sum.uses > 1) keepTop(top, { registryId, digest: blob.digest, size: blob.size, ...sum })
      }
    },
    totals: () => [...entries.values()].map(toTotal),
    topLayers: () => [...top.values()].flatMap((blobs) => largest(blobs)),
  }
}

function scopesOf(entries: Map<string, Entry>, repository: StoredRepository) {
  const { registryId, name, namespace } = repository
  const all = [
    entryOf(entries, registryId, 'registry', ''),
    ...ancestorsOf(namespace).map((path) => entryOf(entries, registryId, 'namespace', path)),
    entryOf(entries, registryId, 'repository', name),
  ]
  for (const entry of all) {
    entry.repositories += 1
    entry.tags += repository.tags
    entry.unread += repository.unread
    if (repository.read > 0 || (repository.tags === 0 && repository.isCompared)) entry.isKnown = true
  }
  return { registryId, all }
}

function entryOf(entries: Map<string, Entry>, registryId: string, ...[kind, path]: [Entry['kind'], string]) {
  const key = `${registryId} ${kind} ${path}`
  const found = entries.get(key)
  if (found !== undefined) return found
  const counts = { total: 0, unique: 0, repositories: 0, tags: 0, unread: 0 }
  const entry: Entry = { registryId, kind, path, ...counts, isKnown: false }
  entries.set(key, entry)
  return entry
}

function toTotal({ total, unique, isKnown, ...entry }: Entry): StorageTotal {
  return {
    ...entry,
    totalBytes: isKnown ? bounded(total) : null,
    uniqueBytes: isKnown ? bounded(unique) : null,
  }
}

/** Sizes are what manifests say, and a manifest may say anything. */
function bounded(bytes: number): number {
  return Math.min(bytes, Number.MAX_SAFE_INTEGER)
}

function keepTop(top: Map<string, SharedBlob[]>, blob: SharedBlob): void {
  const blobs = top.get(blob.registryId) ?? []
  blobs.push(blob)
  top.set(blob.registryId, blobs.length > BUFFER_MAX ? largest(blobs) : blobs)
}

function largest(blobs: readonly SharedBlob[]): SharedBlob[] {
  return [...blobs].sort((a, b) => savedBy(b) - savedBy(a)).slice(0, TOP_LAYERS_MAX)
}

/** Bytes that sharing saves: every use but one. */
export function savedBy({ size, uses }: { readonly size: number; readonly uses: number }): number {
  return size * Math.max(0, uses - 1)
}
