/** How much of everything a corpus has; the bytes follow from its seed. */
export interface CorpusShape {
  readonly seed: string
  readonly namespaces: number
  readonly repositories: number
  readonly tagsMin: number
  readonly tagsMax: number
}

/** Distinct manifests for each tag of a repository; the other tags are siblings. */
export const DISTINCT_SHARE = 0.7
/** Every tenth distinct manifest is an index of two platforms with an attestation each. */
export const INDEX_EVERY = 10

/** One repository with a thousand tags. */
export const SMALL: CorpusShape = {
  seed: 'small',
  namespaces: 1,
  repositories: 1,
  tagsMin: 1000,
  tagsMax: 1000,
}

/** Two thousand repositories, about 35,000 tags. */
export const LARGE: CorpusShape = {
  seed: 'large',
  namespaces: 40,
  repositories: 2000,
  tagsMin: 5,
  tagsMax: 30,
}

/** The large one cut down, to see that everything runs. */
export const QUICK: CorpusShape = { seed: 'quick', namespaces: 4, repositories: 80, tagsMin: 5, tagsMax: 30 }
