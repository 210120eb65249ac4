import 'server-only'
import type { NamedHit } from '@/lib/catalog/find-group'
import type { FoundGroup, SearchResult } from '@/lib/catalog/use-cases/search'
import type { HitPage } from '@/lib/catalog/use-cases/search-group'
import { keyOf, type Marks } from '@/lib/golden/use-cases/find-marks'
import { marksOf } from './golden-marks'
import { presentPage } from './page'

export function presentSearch({ groups, q, isCorrected, terms }: SearchResult, marks: Marks) {
  const { repositories, tags, images, layers, labels } = groups
  return {
    repositories: repositories.hits.map((hit) => ({ ...placeOf(hit), tagCount: hit.tagCount ?? 0 })),
    tags: tags.hits.map((hit) => ({
      ...placeOf(hit),
      tag: hit.tag ?? '',
      digest: hit.digest,
      golden: marksOf(marks, keyOf(hit)),
    })),
    digests: images.hits.map((hit) => ({
      ...placeOf(hit),
      ...imageOf(hit),
      kind: hit.kind ?? 'unknown',
      golden: marksOf(marks, keyOf(hit)),
    })),
    layers: layers.hits.flatMap((hit) => (hit.layer === null ? [] : { ...placeOf(hit), ...hit.layer })),
    labels: labels.hits.flatMap((hit) =>
      hit.label === null
        ? []
        : { ...placeOf(hit), ...imageOf(hit), label: { ...hit.label }, golden: marksOf(marks, keyOf(hit)) },
    ),
    counts: {
      repositories: countOf(repositories),
      tags: countOf(tags),
      images: countOf(images),
      layers: countOf(layers),
      labels: countOf(labels),
    },
    q,
    isCorrected,
    terms: [...terms],
  }
}

function presentHit(hit: NamedHit, marks: Marks) {
  return {
    ...placeOf(hit),
    tag: hit.tag,
    digest: hit.digest,
    kind: hit.kind,
    tagCount: hit.tagCount,
    tags: [...hit.tags],
    layer: hit.layer === null ? null : { ...hit.layer },
    label: hit.label === null ? null : { ...hit.label },
    golden: marksOf(marks, keyOf(hit)),
  }
}

export function presentHitPage(page: HitPage, marks: Marks) {
  return {
    ...presentPage(page, (hit) => presentHit(hit, marks)),
    isAtLeast: page.isAtLeast,
    terms: [...page.terms],
  }
}

function placeOf({ registry, repository }: NamedHit) {
  return { registry, repository }
}

function imageOf({ digest, tags }: NamedHit) {
  return { digest: digest ?? '', tags: [...tags] }
}

function countOf({ count, isAtLeast }: FoundGroup) {
  return { count, isAtLeast }
}
