import { seededRandom } from '../../demo/corpus/random'
import type { RepositoryPlan } from '../../demo/corpus/story/release'
import { openRegistryFiles } from './registry-files'
import { buildRepository, buildStacks } from './repository'
import { type CorpusName, corpusShape } from './shapes'

export interface CorpusCounts {
  readonly repositories: number
  readonly tags: number
  /** Distinct manifests that a tag names. */
  readonly tagged: number
  readonly files: number
}

/** The repositories of a benchmark corpus one by one, so that the large one never stands in memory. */
export async function* benchRepositories(name: CorpusName): AsyncGenerator<RepositoryPlan> {
  const shape = corpusShape(name)
  const random = seededRandom(shape.seed)
  const stacks = await buildStacks(random.fork('stacks'))
  for (const repository of shape.repositories) {
    yield buildRepository(repository, stacks, random.fork(repository.name))
  }
}

/** Writes a corpus as the data directory of a registry that is not running. */
export async function writeBenchCorpus(
  name: CorpusName,
  rootDirectory: string,
  onRepository: (done: number, total: number) => void = () => {},
): Promise<CorpusCounts> {
  const files = openRegistryFiles(rootDirectory)
  const total = corpusShape(name).repositories.length
  let repositories = 0
  let tags = 0
  let tagged = 0

  for await (const plan of benchRepositories(name)) {
    files.add(plan)
    repositories += 1
    tags += plan.pushes.length
    tagged += new Set(plan.pushes.map(({ manifest }) => manifest.digest)).size
    onRepository(repositories, total)
  }
  return { repositories, tags, tagged, files: files.files }
}
