import type { DeletionMethod, Protection } from './plan'

/** A tag that somebody wants to go. */
export interface SelectedTag {
  readonly tag: string
  /** What the index says it names; null when it could not be read, undefined when there is no such tag. */
  readonly digest: string | null | undefined
  /** What the caller saw it name; null when the caller did not say. */
  readonly expected: string | null
}

export interface ManifestFacts {
  /** Null where the manifest is only known from an index that lists it. */
  readonly mediaType: string | null
  readonly kind: string
}

/** More names are counted and not written out. */
export const SAMPLE_MAX = 20

/** The tags of a digest: how many, and as many of their names as it takes to see which of them stay. */
export interface NamedTags {
  readonly count: number
  /** All of them, or more than are selected by `SAMPLE_MAX` and one. */
  readonly names: readonly string[]
}

/** What the index knows around some tags of one repository. */
export interface DeletionFacts {
  readonly repository: string
  readonly method: DeletionMethod
  readonly selected: readonly SelectedTag[]
  /** Manifests to delete by digest that no tag is selected of. */
  readonly manifests: readonly string[]
  /** By digest, for every digest selected and everything below it: the tags that name it. */
  readonly tagsOf: ReadonlyMap<string, NamedTags>
  /** What each of them lists. */
  readonly childrenOf: ReadonlyMap<string, readonly string[]>
  /** Indexes of the repository that list each of them. */
  readonly parentsOf: ReadonlyMap<string, readonly string[]>
  /** Manifests of the repository that name each of them as their subject. */
  readonly referrersOf: ReadonlyMap<string, readonly string[]>
  readonly protection: ReadonlyMap<string, Protection>
  readonly known: ReadonlyMap<string, ManifestFacts>
  /** Whether what becomes untagged is to be deleted too. */
  readonly removeUntagged: boolean
  /** One by one, by what matched, or because the whole repository is to go. */
  readonly selection: 'named' | 'filter' | 'all'
}
