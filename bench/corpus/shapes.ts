/** How a benchmark corpus is laid out. The same shape and seed give the same registry. */
export interface CorpusShape {
  readonly seed: string
  readonly repositories: readonly RepositoryShape[]
}

export interface RepositoryShape {
  readonly name: string
  readonly tags: number
  /** Of those tags, how many name a manifest no other tag of the repository names. */
  readonly distinct: number
}

export type CorpusName = 'small' | 'large'

const SMALL_TAGS = 1000
const SMALL_DISTINCT = 700
const LARGE_REPOSITORIES = 2000
const LARGE_NAMESPACES = 40
const TAGS_MIN = 5
const TAGS_MAX = 30

/** `small`: one repository of 1,000 tags. `large`: 2,000 repositories in 40 namespaces, 5 to 30 tags each. */
export function corpusShape(name: CorpusName): CorpusShape {
  if (name === 'small') {
    return {
      seed: 'small',
      repositories: [{ name: 'team-a/app', tags: SMALL_TAGS, distinct: SMALL_DISTINCT }],
    }
  }
  return {
    seed: 'large',
    repositories: Array.from({ length: LARGE_REPOSITORIES }, (_, index) => largeRepository(index)),
  }
}

function largeRepository(index: number): RepositoryShape {
  const namespace = String(index % LARGE_NAMESPACES).padStart(2, '0')
  const service = String(Math.floor(index / LARGE_NAMESPACES)).padStart(2, '0')
  // A step coprime to the span visits every count equally often.
  const tags = TAGS_MIN + ((index * 11) % (TAGS_MAX - TAGS_MIN + 1))
  return { name: `team-${namespace}/service-${service}`, tags, distinct: Math.ceil(tags * 0.7) }
}
