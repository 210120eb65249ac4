import type { SearchGroupName, SearchHit, SearchResults } from '../queries'

export const GROUP_TITLES: Readonly<Record<SearchGroupName, string>> = {
  repositories: 'Repositories',
  tags: 'Tags',
  images: 'Images by digest',
  layers: 'Layers',
  labels: 'Labels',
}

const NOTHING = {
  tag: null,
  digest: null,
  kind: null,
  tagCount: null,
  tags: [],
  layer: null,
  label: null,
  golden: [],
}

/** The hits of one kind in the shape that all of them have. */
export function hitsOf(results: SearchResults, group: SearchGroupName): readonly SearchHit[] {
  switch (group) {
    case 'repositories':
      return results.repositories.map((hit) => ({ ...NOTHING, ...hit }))
    case 'tags':
      return results.tags.map((hit) => ({ ...NOTHING, ...hit }))
    case 'images':
      return results.digests.map((hit) => ({ ...NOTHING, ...hit }))
    case 'labels':
      return results.labels.map((hit) => ({ ...NOTHING, ...hit }))
    case 'layers':
      return results.layers.map(({ registry, repository, digest, size }) => ({
        ...NOTHING,
        registry,
        repository,
        layer: { digest, size },
      }))
  }
}
