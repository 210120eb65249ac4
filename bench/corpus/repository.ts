import { type Random, seededRandom } from '@/demo/corpus/random'
import { type BaseLayers, type BenchManifest, baseLayersOf, buildBenchImage, buildBenchIndex } from './image'
import { type CorpusShape, DISTINCT_SHARE, INDEX_EVERY } from './shape'

export interface BenchTag {
  readonly name: string
  readonly manifest: BenchManifest
}

export interface BenchRepository {
  readonly name: string
  readonly tags: readonly BenchTag[]
}

/** The repositories of a corpus one after another, so that the whole is never in memory. */
export function* buildRepositories(shape: CorpusShape): Generator<BenchRepository> {
  const random = seededRandom(shape.seed)
  const bases = baseLayersOf(random)
  for (let at = 0; at < shape.repositories; at += 1) {
    const name = repositoryName(shape, at)
    yield { name, tags: buildTags({ shape, bases, random: random.fork(name) }) }
  }
}

/** `team-07/service-0123`; a corpus of one repository has `team-a/app`. */
export function repositoryName(shape: Pick<CorpusShape, 'namespaces' | 'repositories'>, at: number): string {
  if (shape.repositories === 1) return 'team-a/app'
  const namespace = String(at % shape.namespaces).padStart(2, '0')
  return `team-${namespace}/service-${String(at).padStart(4, '0')}`
}

/** Names such as people give: releases, pre-releases, builds, and one `latest` at the end. */
export function tagName(at: number, count: number): string {
  if (at === count - 1) return 'latest'
  const version = `${1 + Math.floor(at / 100)}.${Math.floor(at / 10) % 10}.${at % 10}`
  if (at % 10 === 7) return `v${version}-rc.${at % 4}`
  return at % 10 === 8 ? `build-${at}` : version
}

interface TagPlan {
  readonly shape: CorpusShape
  readonly bases: BaseLayers
  readonly random: Random
}

function buildTags({ shape, bases, random }: TagPlan): BenchTag[] {
  const count = random.int(shape.tagsMin, shape.tagsMax)
  const manifests = Array.from({ length: Math.ceil(count * DISTINCT_SHARE) }, (_, at) =>
    // The offset gives a small repository its index too, without one in each of them.
    (at + count) % INDEX_EVERY === 0 ? buildBenchIndex(random, bases) : buildBenchImage(random, bases),
  )
  return Array.from({ length: count }, (_, at) => ({
    name: tagName(at, count),
    manifest: pick(manifests, at),
  }))
}

function pick<T>(items: readonly T[], at: number): T {
  const item = items[at % items.length]
  if (item === undefined) throw new RangeError('There is nothing to pick from.')
  return item
}
