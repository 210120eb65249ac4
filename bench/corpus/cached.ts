import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type CorpusCounts, writeRegistryFiles } from './registry-files'
import type { CorpusShape } from './shape'

export interface CachedCorpus extends CorpusCounts {
  /** A registry's `rootdirectory`; it is only read. */
  readonly directory: string
}

const HERE = dirname(fileURLToPath(import.meta.url))
const CACHE = join(HERE, '../../.cache/bench')

/** A corpus on disk, written at its first use and again whenever what builds it changes. */
export function cachedCorpus(shape: CorpusShape): CachedCorpus {
  const directory = join(CACHE, `${shape.seed}-${builderFingerprint(shape)}`)
  const countsFile = join(directory, 'counts.json')
  if (!existsSync(countsFile)) write(shape, directory)
  const counts: CorpusCounts = JSON.parse(readFileSync(countsFile, 'utf8'))
  return { ...counts, directory }
}

function write(shape: CorpusShape, directory: string): void {
  const unfinished = `${directory}.unfinished-${process.pid}`
  removeOlder(shape)
  mkdirSync(unfinished, { recursive: true })
  const counts = writeRegistryFiles(unfinished, shape)
  writeFileSync(join(unfinished, 'counts.json'), JSON.stringify(counts))
  renameSync(unfinished, directory)
}

function removeOlder({ seed }: CorpusShape): void {
  if (!existsSync(CACHE)) return
  for (const name of readdirSync(CACHE)) {
    if (name.startsWith(`${seed}-`)) rmSync(join(CACHE, name), { recursive: true, force: true })
  }
}

function builderFingerprint(shape: CorpusShape): string {
  const hash = createHash('sha256').update(JSON.stringify(shape))
  const demo = join(HERE, '../../demo/corpus')
  const files = [
    ...['image.ts', 'repository.ts', 'registry-files.ts', 'shape.ts'].map((name) => join(HERE, name)),
    ...['content.ts', 'random.ts', 'media-types.ts'].map((name) => join(demo, name)),
  ]
  for (const file of files) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}
